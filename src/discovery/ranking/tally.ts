import { type Instant, minuteMs } from '../../base/clock.js';

/** Tallies come in slots of five minutes; a slot is named by the instant it starts at. */
export const slotMs = 5 * minuteMs;

export const slotOf = (instant: Instant): Instant => Math.floor(instant / slotMs) * slotMs;

/** Counted views of one story in one slot. */
export interface Tally {
  readonly storyId: string;
  readonly startsAt: Instant;
  readonly validViews: number;
}

/** What the lists must know of a story. A story without facts (withdrawn, erased, never published) is in no list. */
export interface StoryFacts {
  readonly storyId: string;
  readonly firstPublishedAt: Instant;
  /** The section's address, such as "world/asia"; empty when it has none. */
  readonly sectionPath: string;
  /** The first story of its near-duplicate cluster; its own id when it stands alone. */
  readonly clusterHead: string;
  /** When that one was first published; its own where it stands alone. */
  readonly headPublishedAt?: Instant;
}

/** First publication of what the story tells: a repost is as old as its source. */
export const firstToldAt = ({
  firstPublishedAt,
  headPublishedAt = firstPublishedAt,
}: Pick<StoryFacts, 'firstPublishedAt' | 'headPublishedAt'>): Instant =>
  Math.min(firstPublishedAt, headPublishedAt);

export type FactsById = ReadonlyMap<string, StoryFacts>;
