import type { Instant } from '../../base/clock.js';

/** Views that another system counted, by its own rules. Told beside our numbers, and added to none of them. */
export interface ImportedCount {
  /** As it is named to readers: "WordPress (post_views_count)". */
  readonly system: string;
  readonly views: number;
  /** The last day that it counted, "2025-12-31"; empty where it does not say. */
  readonly untilDay: string;
}

export interface KeptImportedCount extends ImportedCount {
  /** When it was brought in. */
  readonly broughtAt: Instant;
}
