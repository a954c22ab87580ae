import type { Clock } from '../../base/clock.js';
import { dayIn, type Zone } from '../../base/zone.js';
import { dayTag } from '../cache-tags.js';
import type { PageCache } from './page-cache.js';

/**
 * Drops the pages that are true for a day only: their token is signed for a UTC day, and "today" is the paper's own.
 */
export class DayPages {
  readonly #pages: Pick<PageCache, 'purge'>;
  readonly #clock: Clock;
  readonly #zone: () => Zone;
  #days: string;

  constructor(pages: Pick<PageCache, 'purge'>, clock: Clock, zone: () => Zone) {
    this.#pages = pages;
    this.#clock = clock;
    this.#zone = zone;
    this.#days = this.#daysNow();
  }

  /** Purges if midnight has passed, in UTC or at the paper, since it was last asked. */
  turn(): void {
    const days = this.#daysNow();
    if (days === this.#days) return;
    this.#days = days;
    this.#pages.purge([dayTag]);
  }

  #daysNow(): string {
    return `${dayIn(this.#clock(), 'UTC')} ${dayIn(this.#clock(), this.#zone())}`;
  }
}
