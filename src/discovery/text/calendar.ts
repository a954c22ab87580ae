import { foldCase } from './fold.js';
import type { Word } from './words.js';

interface CalendarWords {
  /** Folded month name, long or short, to 1 … 12. */
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
}

const calendars = new Map<string, CalendarWords>();

/** The names of months and weekdays in a primary language, as its locale data writes them. */
export function calendarWords(language: string): CalendarWords {
  let words = calendars.get(language);
  if (words === undefined) {
    words = { months: monthNames(language), weekdays: weekdayNames(language) };
    calendars.set(language, words);
  }
  return words;
}

/** A month is declined beside a day in many languages ("mars", "1 марта"), so it is asked for with and without one. */
function monthNames(language: string): Map<string, number> {
  const months = new Map<string, number>();
  for (const month of ['long', 'short'] as const) {
    for (const day of [undefined, 'numeric'] as const) {
      const format = new Intl.DateTimeFormat(language, { month, ...(day && { day }), timeZone: 'UTC' });
      for (let index = 0; index < 12; index += 1) {
        const name = partOf(format, Date.UTC(2024, index, 15), 'month');
        if (/^\p{L}/u.test(name)) months.set(name, index + 1);
      }
    }
  }
  return months;
}

function weekdayNames(language: string): Set<string> {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const days = [1, 2, 3, 4, 5, 6, 7];
  return new Set(days.map((day) => partOf(format, Date.UTC(2024, 0, day), 'weekday')));
}

function partOf(format: Intl.DateTimeFormat, instant: number, type: 'month' | 'weekday'): string {
  const part = format.formatToParts(instant).find((candidate) => candidate.type === type);
  return foldCase(part?.value ?? '').replace(/\.$/, '');
}

/** Days that a paragraph names ("14 December", "December 14th"), as "12-14": the word at an index to the day. */
export function daysNamed(words: readonly Word[], language: string): Map<number, string> {
  const { months } = calendarWords(language);
  const days = new Map<number, string>();
  words.forEach((word, index) => {
    const month = months.get(word.folded);
    if (month === undefined) return;
    const day = dayOfMonth(words[index + 1]) ?? dayOfMonth(words[index - 1]);
    if (day !== undefined) days.set(index, `${pad(month)}-${pad(day)}`);
  });
  return days;
}

function dayOfMonth(word: Word | undefined): number | undefined {
  const digits = word && /^(\d{1,2})(?:\p{L}{1,2})?$/u.exec(word.folded)?.[1];
  const day = Number(digits);
  return digits !== undefined && day >= 1 && day <= 31 ? day : undefined;
}

const pad = (number: number): string => String(number).padStart(2, '0');
