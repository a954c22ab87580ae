import { Temporal } from 'temporal-polyfill';
import { hourMs, type Instant } from './clock.js';

/** An IANA zone name, checked once at the edge by `isZone`. */
export type Zone = string;

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const at = (instant: Instant, zone: Zone) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/** The calendar day in a zone, as YYYY-MM-DD. */
export const dayIn = (instant: Instant, zone: Zone): string => at(instant, zone).toPlainDate().toString();

/** First and last instant (exclusive) of a calendar day in a zone. A day has 23 to 25 hours. */
export function dayBounds(day: string, zone: Zone): { readonly start: Instant; readonly end: Instant } {
  const date = Temporal.PlainDate.from(day);
  return {
    start: date.toZonedDateTime(zone).epochMilliseconds,
    end: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** The start of the hour of the zone's wall clock that holds the instant (zones may be off by 30 or 45 minutes). */
export function hourIn(instant: Instant, zone: Zone): Instant {
  const zoned = at(instant, zone);
  return instant - (((zoned.minute * 60 + zoned.second) * 1000 + zoned.millisecond) % hourMs);
}

/** Year and month of an instant in a zone, as used in story paths. */
export function yearMonthIn(instant: Instant, zone: Zone): { readonly year: string; readonly month: string } {
  const zoned = at(instant, zone);
  return { year: String(zoned.year).padStart(4, '0'), month: String(zoned.month).padStart(2, '0') };
}

/**
 * A local time ("2026-03-29T02:30") in a zone as an instant. A time that does not exist (the clock jumped) moves
 * forward by the gap; one that exists twice is the earlier: RFC 5545's rule, Temporal's "compatible".
 */
export function instantOfLocal(local: string, zone: Zone): Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds;
}

/** The local wall time in a zone, to the minute, as a form's datetime-local value. */
export const localIn = (instant: Instant, zone: Zone): string =>
  at(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/** First and last instant (exclusive) of a calendar month, "2026-03", in a zone. */
export function monthBounds(month: string, zone: Zone): { readonly start: Instant; readonly end: Instant } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return {
    start: first.toZonedDateTime(zone).epochMilliseconds,
    end: first.add({ months: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** The calendar month of an instant in a zone, "2026-03"; such names sort by time. */
export const monthIn = (instant: Instant, zone: Zone): string =>
  at(instant, zone).toPlainDate().toPlainYearMonth().toString();

export const monthBefore = (month: string): string =>
  Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();
