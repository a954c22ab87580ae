import type { Instant } from '../../base/clock.js';
import type { ListName } from '../intake/event-schema.js';

/**
 * What readers did at one place of a list, summed over all who had a page of one Edition: from the valid events whose place
 * the page's own signed slate confirms. No reader is in it. Kept as long as evidence.
 */
export interface ShownTally {
  /** Five minutes in which it was told; what a page saw is often told only when it is left. */
  readonly startsAt: Instant;
  /** The story on whose page the list stood. */
  readonly pageId: string;
  readonly edition: number;
  readonly list: ListName;
  /** From 1. */
  readonly position: number;
  /** The story that was shown there; never the page's own. */
  readonly storyId: string;
  /** In (0, 1]: the chance with which the draw of this page and Edition put it there. */
  readonly propensity: number;
  readonly impressions: number;
  readonly clicks: number;
}

/** The same over all Editions and draws, in ascending order of slot, page, list, position and story. */
export type PlaceTally = Omit<ShownTally, 'edition' | 'propensity'>;

export interface SlateLog {
  /** Slots that begin at `since` or later and before `until`. */
  places(since: Instant, until: Instant): Promise<readonly PlaceTally[]>;
  /** All that is kept, oldest first, read a piece at a time. */
  all(): AsyncIterable<ShownTally>;
}

/** For `broadsheet ledger slates`: one line of JSON for each tally, as docs/ranking-details.md describes it. */
export const slateLine = (tally: ShownTally): string => JSON.stringify({ kind: 'place', ...tally });
