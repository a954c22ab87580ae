import { type Clock, type Instant, minuteMs } from '../../base/clock.js';
import type { IntakeWatch } from './intake-watch.js';
import type { Booking } from './ledger-store.js';

export interface MinuteOfIntake {
  readonly startsAt: Instant;
  /** Events that counted. */
  readonly counted: number;
  /** Events that were kept under another class. */
  readonly dropped: number;
  /** Events that were answered with 503. */
  readonly refused: number;
}

const minutesKept = 60;

/** The pace of this process's intake over the last hour, by the minute, in memory. */
export class IntakePace implements IntakeWatch {
  readonly #clock: Clock;
  readonly #minutes = new Map<Instant, { counted: number; dropped: number; refused: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  committing() {
    return (settled: readonly Booking[]) => {
      const counted = settled.filter(({ reason }) => reason === '').length;
      const minute = this.#minute();
      minute.counted += counted;
      minute.dropped += settled.length - counted;
    };
  }

  refused(events: number): void {
    this.#minute().refused += events;
  }

  /** Sixty minutes, oldest first, the running one last. */
  lastHour(): readonly MinuteOfIntake[] {
    const running = minuteOf(this.#clock());
    return Array.from({ length: minutesKept }, (_, index) => {
      const startsAt = running - (minutesKept - 1 - index) * minuteMs;
      return { startsAt, ...(this.#minutes.get(startsAt) ?? { counted: 0, dropped: 0, refused: 0 }) };
    });
  }

  #minute() {
    const startsAt = minuteOf(this.#clock());
    const known = this.#minutes.get(startsAt);
    if (known) return known;
    const fresh = { counted: 0, dropped: 0, refused: 0 };
    this.#minutes.set(startsAt, fresh);
    for (const minute of this.#minutes.keys())
      if (Math.abs(startsAt - minute) >= minutesKept * minuteMs) this.#minutes.delete(minute);
    return fresh;
  }
}

const minuteOf = (instant: Instant): Instant => Math.floor(instant / minuteMs) * minuteMs;
