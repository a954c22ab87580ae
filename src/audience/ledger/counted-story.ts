import type { Instant } from '../../base/clock.js';
import type { DropReason } from '../intake/verdict.js';
import type { KeptImportedCount } from './imported-count.js';

/** What an event was counted as; `valid` is the public number, all others are told apart and never mixed in. */
export const eventClasses = [
  'valid',
  'bot',
  'data-centre',
  'prefetch',
  'repeat',
  'seen-id',
  'staff',
  'unverified',
] as const;
export type EventClass = (typeof eventClasses)[number];

export interface CountedHour {
  /** Start of the hour of the paper's zone, as its UTC instant. */
  readonly hourStartsAt: Instant;
  readonly views: Readonly<Partial<Record<EventClass, number>>>;
}

/** A day's closed record as it concerns one story. */
export interface ClosedDay {
  readonly day: string;
  readonly views: number;
  readonly readers: number;
  readonly reads: number;
  readonly rulesVersion: number;
  readonly closedAt: Instant;
  /** Hash of the whole day's record in the chain, hex. */
  readonly hash: string;
}

/** The story's views counted again by other rules: shown beside the first number. */
export interface RestatedViews {
  readonly madeAt: Instant;
  readonly rulesVersion: number;
  readonly reason: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly viewsBefore: number;
  readonly viewsAfter: number;
}

/** Views of a story that were dropped for one reason. */
export interface DroppedViews {
  readonly reason: DropReason;
  readonly views: number;
}

/** Everything that "how this was counted" shows of one story, from the ledger. */
export interface CountedStory {
  readonly rulesVersion: number;
  /** The last seven days by hour, oldest first. */
  readonly hours: readonly CountedHour[];
  readonly totals: Readonly<Partial<Record<EventClass, number>>>;
  /** Most first; their sums by class are the totals. */
  readonly dropped: readonly DroppedViews[];
  readonly reads: number;
  readonly reactions: number;
  readonly withoutScript: number;
  readonly closedDays: readonly ClosedDay[];
  /** Newest first. */
  readonly restatements: readonly RestatedViews[];
  /** What other systems counted; in none of the numbers above. */
  readonly importedCounts: readonly KeptImportedCount[];
}

export interface CountedStories {
  countedStory(storyId: string): Promise<CountedStory>;
}
