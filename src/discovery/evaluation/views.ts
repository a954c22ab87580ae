import type { Instant } from '../../base/clock.js';

/** A counted view, or several at once; a log of them is in time order. */
export interface View {
  readonly storyId: string;
  readonly at: Instant;
  /** How many; 1 if not given. */
  readonly times?: number;
  /** When the story was first published, where the log knows it. */
  readonly publishedAt?: Instant | undefined;
}
