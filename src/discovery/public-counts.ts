import type { Instant } from '../base/clock.js';
import type { PublicCount } from './edition.js';

/** A story's public numbers as the current Edition has them: the same at every exit. */
export interface PublicCounts extends PublicCount {
  /** Number of the Edition. */
  readonly edition: number;
  /** When the Edition was made. */
  readonly at: Instant;
}
