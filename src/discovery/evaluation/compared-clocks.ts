import { hourMs, type Instant } from '../../base/clock.js';
import { SiteClock } from '../ranking/site-clock.js';
import { slotMs } from '../ranking/tally.js';

/** A clock for fading views, moved slot by slot by what the whole site was read in it; begins with the first slot's start. */
export interface ComparedClock {
  readonly hours: number;
  advance(startsAt: Instant, views: number): void;
}

export function wallClock(): ComparedClock {
  let hours = 0;
  return {
    get hours() {
      return hours;
    },
    advance: () => {
      hours += slotMs / hourMs;
    },
  };
}

/** The product's: an hour of usual traffic is an hour. */
export function trafficClock(): ComparedClock {
  let clock: SiteClock | undefined;
  return {
    get hours() {
      return clock?.siteHours ?? 0;
    },
    advance: (startsAt, views) => {
      clock ??= SiteClock.startingAt(startsAt);
      clock.advance(views);
    },
  };
}

/** Moves by what this hour of this weekday was usually read so far, whatever is read now. */
export function calendarClock(): ComparedClock {
  const usual = new UsualTraffic();
  let hours = 0;
  return {
    get hours() {
      return hours;
    },
    advance: (startsAt, views) => {
      hours += (usual.at(startsAt) * slotMs) / hourMs;
      usual.add(startsAt, views);
    },
  };
}

/** As far as the product's clock may be from the wall's. */
const least = 0.25;
const most = 4;

/** What a weekday's hour (UTC) is usually read, over the mean of all hours; from the past alone. */
export class UsualTraffic {
  readonly #byKey = new Map<string, { views: number; slots: number }>();

  add(startsAt: Instant, views: number): void {
    for (const key of ['all', ...keysOf(startsAt)]) {
      const sum = this.#byKey.get(key) ?? { views: 0, slots: 0 };
      this.#byKey.set(key, sum);
      sum.views += views;
      sum.slots += 1;
    }
  }

  /** The hour of this weekday if a whole one has been seen, else that of any day, else 1. */
  at(startsAt: Instant): number {
    const mean = (key: string) => {
      const sum = this.#byKey.get(key);
      return sum && sum.slots >= hourMs / slotMs ? sum.views / sum.slots : undefined;
    };
    const all = mean('all');
    const own = keysOf(startsAt)
      .map(mean)
      .find((each) => each !== undefined);
    return all && own !== undefined ? Math.min(most, Math.max(least, own / all)) : 1;
  }
}

function keysOf(startsAt: Instant): string[] {
  const at = new Date(startsAt);
  return [`${at.getUTCDay()} ${at.getUTCHours()}`, `${at.getUTCHours()}`];
}
