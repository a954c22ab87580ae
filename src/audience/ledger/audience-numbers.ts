import type { Instant } from '../../base/clock.js';
import type { EventClass } from './counted-story.js';

/** The public numbers of a story, over all time. */
export interface StoryCounts {
  readonly storyId: string;
  readonly views: number;
  readonly reads: number;
  readonly reactions: number;
  readonly withoutScript: number;
}

/** Valid views of a story in a slot of time that begins at `startsAt`. */
export interface ViewTally {
  readonly storyId: string;
  readonly startsAt: Instant;
  readonly validViews: number;
}

export interface ListCounts {
  readonly list: string;
  readonly position: number;
  readonly impressions: number;
  readonly clicks: number;
}

export interface HourOfClass {
  readonly hourStartsAt: Instant;
  readonly class: EventClass;
  readonly views: number;
}

/** What the other houses and the newsroom's dashboard ask of the ledger: sums, never events. */
export interface AudienceNumbers {
  /** Slots of 5 minutes that begin at `since` or later; kept for 48 hours. */
  fiveMinuteTallies(since: Instant): Promise<readonly ViewTally[]>;
  /** Hours that begin at `since` or later. */
  hourlyTallies(since: Instant): Promise<readonly ViewTally[]>;
  /** Counts that changed at `since` or later; with 0, of all stories that were ever counted. */
  countsChangedSince(since: Instant): Promise<readonly StoryCounts[]>;
  /** The counts as they are now, for the newsroom; zeros for a story that was never counted. */
  countsOf(storyId: string): Promise<StoryCounts>;
  /** Impressions and clicks of each list and position since then. */
  listCounts(since: Instant): Promise<readonly ListCounts[]>;
  /** Views of the whole site by hour and class since then, oldest first. */
  siteHours(since: Instant): Promise<readonly HourOfClass[]>;
  /** Readers of the whole site on an open day, by the sketch (1.6 % standard error). */
  siteReaders(day: string): Promise<number>;
}
