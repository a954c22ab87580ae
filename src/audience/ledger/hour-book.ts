import { hourMs, type Instant, minuteMs } from '../../base/clock.js';
import { dayIn, hourIn, type Zone } from '../../base/zone.js';

export interface BookedTime {
  readonly hourStartsAt: Instant;
  /** Calendar day of the zone, YYYY-MM-DD. */
  readonly day: string;
}

const quarterMs = 15 * minuteMs;
const quartersRemembered = 256;

/**
 * The hour and the day that an instant is booked to. Every zone's offset and each of its changes is a multiple of 15
 * minutes, so one answer serves a quarter of an hour: calendar arithmetic costs more than all other intake together.
 */
export function hourBook(zone: Zone): (instant: Instant) => BookedTime {
  const booked = new Map<number, BookedTime>();
  return (instant) => {
    const quarter = Math.floor(instant / quarterMs);
    const known = booked.get(quarter);
    if (known) return known;
    const time = { hourStartsAt: hourIn(instant, zone), day: dayIn(instant, zone) };
    if (booked.size >= quartersRemembered) booked.clear();
    booked.set(quarter, time);
    return time;
  };
}

/** The start of the 5-minute slot that holds an instant. */
export const slotOf = (instant: Instant): Instant => instant - (instant % (hourMs / 12));
