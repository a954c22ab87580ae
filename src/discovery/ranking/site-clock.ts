import { hourMs, type Instant } from '../../base/clock.js';
import { slotMs } from './tally.js';

export interface SiteClockState {
  /** End of the last slot taken in. */
  readonly through: Instant;
  /** Site hours since the first slot. */
  readonly siteHours: number;
  /** Views per slot, each weighted by its age, and the sum of those weights. */
  readonly viewSum: number;
  readonly weightSum: number;
}

/** The usual pace is a mean over about ten days, so that a week's rhythm is in it and a new season gets there. */
const paceHalfLifeHours = 7 * 24;
/** Before a day has been seen there is no usual pace, and the site's clock is the wall's. */
const warmUpSlots = (24 * hourMs) / slotMs;
/** At night the clock still moves, so that a list can grow old; in a rush it does not run away. */
const slowest = 0.25;
const fastest = 4;

const fade = 2 ** (-slotMs / hourMs / paceHalfLifeHours);

/**
 * A clock that runs by the site's own traffic: in an hour of usual traffic it moves by one hour, in the small hours by less,
 * in a rush by more. Decay on it keeps the evening's readers from being outvoted by three at night. It needs no zone and no
 * calendar, and the mean of its speed is one. Forward decay allows any clock that never runs backwards (Cormode et al. 2009).
 */
export class SiteClock {
  #state: SiteClockState;

  constructor(state: SiteClockState) {
    this.#state = state;
  }

  static startingAt(instant: Instant): SiteClock {
    return new SiteClock({ through: instant, siteHours: 0, viewSum: 0, weightSum: 0 });
  }

  get through(): Instant {
    return this.#state.through;
  }

  get siteHours(): number {
    return this.#state.siteHours;
  }

  /** Takes in the next slot's views of the whole site; the slot begins where the last one ended. */
  advance(views: number): void {
    const { through, siteHours } = this.#state;
    const viewSum = this.#state.viewSum * fade + views;
    const weightSum = this.#state.weightSum * fade + 1;
    const speed = weightSum < warmUpWeight || viewSum === 0 ? 1 : views / (viewSum / weightSum);
    const hours = (Math.min(fastest, Math.max(slowest, speed)) * slotMs) / hourMs;
    this.#state = { through: through + slotMs, siteHours: siteHours + hours, viewSum, weightSum };
  }

  serialise(): SiteClockState {
    return this.#state;
  }
}

/** The sum of weights after the warm-up: a geometric series. */
const warmUpWeight = (1 - fade ** warmUpSlots) / (1 - fade);
