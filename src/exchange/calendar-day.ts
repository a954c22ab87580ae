import { monthNumber } from './month-names.js';

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A day found in a text, and the text without it. */
export interface FoundDay extends CalendarDay {
  readonly rest: string;
}

/**
 * Finds a full calendar day in written text (the time already taken out): year first, with a month's name in any
 * language, or in figures. Figures whose order only the language could tell are refused without it.
 */
export function findDay(text: string, language?: string): FoundDay | undefined {
  return yearFirst(text, language) ?? withMonthName(text, language) ?? inFigures(text, language);
}

/** Years of the eras that Japanese pages print; year 1 is the first. */
const eraStart: Readonly<Record<string, number>> = { 令和: 2019, 平成: 1989, 昭和: 1926 };

const yearFirstPattern =
  /(?<!\d[-/.]?)(?:(令和|平成|昭和)\s*(\d{1,2}|元)|(\d{4}))\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?!\d)[日일.]?/u;

function yearFirst(text: string, language?: string): FoundDay | undefined {
  const match = yearFirstPattern.exec(text);
  if (match === null) return undefined;
  const [, era, eraYear, year, month, day] = match;
  const ofEra = era === undefined ? undefined : eraStart[era]! + (eraYear === '元' ? 1 : Number(eraYear)) - 1;
  return found(text, match, ofEra ?? commonEra(Number(year), language), Number(month), Number(day));
}

const word = /\p{L}[\p{L}\p{M}'’׳]*/gu;
const between = String.raw`[\s.,/–-]*(?:(?:de|del|of|the|di|den|m|gada|ב)\.?\s+)?`;
const ordinal = String.raw`(?:st|nd|rd|th|er|re|[ºª°]|:[ae])?\.?`;
const dayBefore = new RegExp(String.raw`(?<!\d)(\d{1,2})${ordinal}${between}$`, 'iu');
const dayAfter = new RegExp(String.raw`^${between}(\d{1,2})(?!\d)${ordinal}`, 'iu');
const yearBefore = new RegExp(String.raw`(?<!\d)(\d{4})${between}$`, 'iu');
const yearAfter = new RegExp(String.raw`^${between}['’]?(\d{4}|\d{2})(?!\d)`, 'iu');
const yearAfterDay = /^[\s,.]*(?:(?:de|of)\s+)?(\d{4})(?!\d)/iu;

function withMonthName(text: string, language?: string): FoundDay | undefined {
  for (const { index, length, month } of monthsIn(text, language)) {
    const before = text.slice(0, index);
    const after = text.slice(index + length);
    const firstDay = dayBefore.exec(before);
    const lastDay = dayAfter.exec(after);
    const firstYear = yearBefore.exec(before);
    const lastYear = yearAfter.exec(after);
    const leftover = lastDay === null ? '' : after.slice(lastDay[0].length);
    const yearAtEnd = yearAfterDay.exec(leftover);
    const join = (start: string, end: string) => `${start} ${end}`;
    if (firstYear !== null && lastDay !== null) {
      const rest = join(before.slice(0, firstYear.index), leftover);
      return { year: commonEra(Number(firstYear[1]), language), month, day: Number(lastDay[1]), rest };
    }
    if (firstDay !== null && lastYear !== null) {
      const rest = join(before.slice(0, firstDay.index), after.slice(lastYear[0].length));
      return { year: commonEra(fullYear(lastYear[1]!), language), month, day: Number(firstDay[1]), rest };
    }
    if (lastDay !== null && yearAtEnd !== null) {
      const rest = join(before, leftover.slice(yearAtEnd[0].length));
      return { year: commonEra(Number(yearAtEnd[1]), language), month, day: Number(lastDay[1]), rest };
    }
  }
  return undefined;
}

function* monthsIn(
  text: string,
  language?: string,
): Generator<{ index: number; length: number; month: number }> {
  const words = [...text.matchAll(word)];
  for (const [position, { 0: first, index }] of words.entries()) {
    const second = words[position + 1];
    const end = second === undefined ? undefined : second.index + second[0].length;
    const pair = end === undefined || end - index > 24 ? undefined : text.slice(index, end);
    const ofPair = pair === undefined ? undefined : monthNumber(pair, language);
    // Hebrew writes "in", Catalan "of" as one word with the name.
    const month =
      ofPair ?? monthNumber(first, language) ?? monthNumber(first.replace(/^(?:ב|d['’])/, ''), language);
    if (month === undefined) continue;
    yield { index, length: ofPair === undefined ? first.length : pair!.length, month };
  }
}

const vietnamese = /(?<!\d)(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*(?:năm\s*)?(\d{4})(?!\d)/iu;
const figures = /(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)/u;

function inFigures(text: string, language?: string): FoundDay | undefined {
  const named = vietnamese.exec(text.normalize('NFC'));
  if (named !== null) return found(text, named, Number(named[3]), Number(named[2]), Number(named[1]));
  const match = figures.exec(text);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const written = match[4]!;
  const order = language === undefined ? undefined : figureOrder(language);
  if (written.length === 2) {
    if (language === undefined) return undefined;
    if (order === 'ymd') return found(text, match, fullYear(match[1]!), second, Number(written));
  }
  const year = commonEra(fullYear(written), language);
  // No language puts dots between figures and the month first.
  const dayFirst = match[2] === '.' || first > 12 || order === 'dmy' || first === second;
  if (dayFirst) return found(text, match, year, second, first);
  return second > 12 || order === 'mdy' ? found(text, match, year, first, second) : undefined;
}

/** The order of figures where a language is used, by ICU. English without a country has two, and is none. */
function figureOrder(language: string): 'dmy' | 'mdy' | 'ymd' | undefined {
  if (language.toLowerCase() === 'en') return undefined;
  try {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
      dateStyle: 'short',
      timeZone: 'UTC',
    });
    const parts = format.formatToParts(0).map((part) => part.type[0]);
    const order = parts.filter((type) => type === 'd' || type === 'm' || type === 'y').join('');
    return order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 2822, section 4.3: 00 to 49 are of this century. */
const fullYear = (written: string): number =>
  written.length === 4 ? Number(written) : Number(written) + (Number(written) < 50 ? 2000 : 1900);

/** Thai pages count from the Buddha's death, 543 years earlier. */
const commonEra = (year: number, language?: string): number =>
  language?.startsWith('th') && year > 2400 ? year - 543 : year;

function found(text: string, match: RegExpExecArray, year: number, month: number, day: number): FoundDay {
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return { year, month, day, rest };
}
