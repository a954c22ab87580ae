import type { Instant } from '../../base/clock.js';

/** One counted view in a public data set; sets are in time order. */
export interface View {
  readonly storyId: string;
  readonly at: Instant;
}
