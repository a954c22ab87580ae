import { minuteMs } from '../base/clock.js';
import { instantOfLocal } from '../base/zone.js';
import { type CalendarDay, findDay } from './calendar-day.js';
import type { SourceDate } from './imported-item.js';
import { findColonTime, findOtherTime, type TimeOfDay } from './time-of-day.js';
import { type WrittenZone, zoneAtStart, zoneWithin } from './zone-names.js';

/** What a date that does not say everything is read by. */
export interface DateContext {
  /** IANA zone of a date without one. */
  readonly zone: string;
  /** BCP 47; tells whether 03/04/2026 is in March or in April. */
  readonly language?: string;
}

interface WrittenDate {
  readonly day: CalendarDay;
  readonly time?: TimeOfDay;
  readonly zone?: WrittenZone;
}

/** Longer than any date with its label; running text is no date. */
const longestDate = 120;
const mostOtherWords = 8;

/** A news source has no earlier paper and no later plan; what lies outside is a fault or another calendar. */
const years = { first: 1500, last: 2199 };

/**
 * A date as a source wrote it: ISO 8601 (also basic, week and ordinal), RFC 822 and 2822 (weekdays are not believed),
 * epoch seconds or milliseconds, and written dates of some sixty languages. Without a zone it is read in the paper's
 * (`zoneAssumed`), without a time at midnight. Refused, never guessed: a date without day, month or year, relative
 * words, figures whose order is unknown, days that do not exist, years before 1500 or after 2199, and the epoch
 * itself, which is a missing value.
 */
export function parseSourceDate(text: string, context: DateContext): SourceDate | undefined {
  const clean = westernDigits(text.normalize('NFKC'))
    .replace(/[\s\u200e\u200f]+/gu, ' ')
    .trim();
  if (clean === '' || clean.length > longestDate) return undefined;
  const epoch = epochInstant(clean);
  if (epoch !== undefined) return { instant: epoch, zoneAssumed: false };
  const written = isoDate(clean, context) ?? proseDate(clean, context);
  return written === undefined ? undefined : toInstant(written, context.zone);
}

/** Code points of the zeros of other digits that news sites print; NFKC has folded the full-width ones. */
const otherZeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

function westernDigits(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (character) => {
    const code = character.codePointAt(0)!;
    const zero = otherZeros.find((first) => code >= first && code < first + 10);
    return zero === undefined ? character : String(code - zero);
  });
}

/** Ten digits from 2001 on are seconds, thirteen milliseconds. */
function epochInstant(text: string): number | undefined {
  if (/^[12]\d{9}$/.test(text)) return Number(text) * 1000;
  return /^[12]\d{12}$/.test(text) ? Number(text) : undefined;
}

const isoDay = String.raw`(?<year>\d{4})(?:-?W(?<week>\d{2})(?:-?(?<weekday>[1-7]))|-?(?<month>\d{2})-?(?<day>\d{2})|-?(?<ordinal>\d{3}))`;
const isoTime = String.raw`(?<hour>\d{2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2})(?:[.,:](?<fraction>\d+))?)?)?`;
const iso = new RegExp(
  `^${isoDay}(?:(?:[T,_ ]+|(?<=\\d{8}))${isoTime})?(?<zone>(?:Z|\\s?[+−-]\\d{2}|\\s?\\p{Lu}|\\[).*)?$`,
  'iu',
);

function isoDate(text: string, context: DateContext): WrittenDate | undefined {
  const groups = iso.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const day = isoCalendarDay(groups);
  if (day === undefined) return undefined;
  const written = groups.zone?.trim() ?? '';
  const zone = zoneAtStart(/^z\b/i.test(written) ? 'Z' : written, hoursEastOf(context.zone, day)).zone;
  const time = groups.hour === undefined ? undefined : isoTimeOfDay(groups);
  return { day, ...(time && { time }), ...(zone && { zone }) };
}

const isoTimeOfDay = (groups: Record<string, string | undefined>): TimeOfDay => ({
  hour: Number(groups.hour),
  minute: Number(groups.minute ?? 0),
  second: Number(groups.second ?? 0),
  millisecond: Math.floor(Number(`0.${groups.fraction ?? '0'}`) * 1000),
});

function isoCalendarDay(groups: Record<string, string | undefined>): CalendarDay | undefined {
  const year = Number(groups.year);
  if (groups.month !== undefined) return { year, month: Number(groups.month), day: Number(groups.day) };
  if (groups.ordinal !== undefined) return dayOfYear(year, Number(groups.ordinal));
  // Week 1 holds the fourth of January (ISO 8601-1, 5.2.3).
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7;
  return dayOfYear(year, 4 - fourth + (Number(groups.week) - 1) * 7 + Number(groups.weekday));
}

function dayOfYear(year: number, ordinal: number): CalendarDay | undefined {
  if (ordinal > 366 || Number.isNaN(ordinal)) return undefined;
  const date = new Date(Date.UTC(year, 0, ordinal));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function proseDate(text: string, context: DateContext): WrittenDate | undefined {
  const colon = findColonTime(text);
  const found = findDay(
    colon === undefined ? text : `${colon.before} ${afterZone(colon.after)}`,
    context.language,
  );
  if (found === undefined) return undefined;
  const { rest, ...day } = found;
  const hoursHere = hoursEastOf(context.zone, day);
  const clock = colon ?? findOtherTime(rest);
  const left = colon === undefined && clock !== undefined ? `${clock.before} ${clock.after}` : rest;
  if ((left.match(/\p{L}+/gu)?.length ?? 0) > mostOtherWords) return undefined;
  if (clock === undefined) return { day };
  const zone = zoneAtStart(clock.after, hoursHere).zone ?? zoneWithin(left, hoursHere);
  return { day, time: clock.time, ...(zone && { zone }) };
}

/** The text behind a time's zone, so that the figures of an offset are not taken for a day. */
function afterZone(text: string): string {
  return text.slice(zoneAtStart(text, 0).length);
}

/** Hours east of UTC of a zone on a day, at noon. */
function hoursEastOf(zone: string, { year, month, day }: CalendarDay): number {
  const noon = `${pad(year, 4)}-${pad(month)}-${pad(day)}T12:00`;
  const local = Date.parse(`${noon}Z`);
  if (Number.isNaN(local)) return 0;
  try {
    return (local - instantOfLocal(noon, zone)) / (60 * minuteMs);
  } catch {
    return 0;
  }
}

const pad = (number: number, length = 2): string => String(number).padStart(length, '0');

function toInstant({ day, time, zone }: WrittenDate, paperZone: string): SourceDate | undefined {
  if (day.year < years.first || day.year > years.last) return undefined;
  const { hour, minute, second, millisecond } = time ?? { hour: 0, minute: 0, second: 0, millisecond: 0 };
  const isMidnightAtEnd = hour === 24 && minute === 0 && second === 0;
  // Second 60 is a leap second; no clock here has one.
  if ((hour > 23 && !isMidnightAtEnd) || minute > 59 || second > 60) return undefined;
  const local = `${pad(day.year, 4)}-${pad(day.month)}-${pad(day.day)}T00:00`;
  try {
    const clock = `${pad(isMidnightAtEnd ? 0 : hour)}:${pad(minute)}:${pad(Math.min(second, 59))}.${pad(millisecond, 3)}`;
    const wall = `${local.slice(0, 11)}${clock}`;
    const start =
      zone?.kind === 'offset'
        ? instantOfLocal(wall, 'UTC') - zone.minutes * minuteMs
        : instantOfLocal(wall, zone?.name ?? paperZone);
    const instant = start + (isMidnightAtEnd ? 24 * 60 * minuteMs : 0);
    return instant === 0 ? undefined : { instant, zoneAssumed: zone === undefined };
  } catch {
    // Temporal refuses days that do not exist, such as 30 February.
    return undefined;
  }
}
