import type { Instant } from '../../base/clock.js';
import { dayIn, type Zone } from '../../base/zone.js';

/** How instants and counts are written: the locale of the labels beside them, the paper's zone. */
export interface Writing {
  readonly locale: string;
  readonly zone: Zone;
  /** When the page is made, so that `recent` can tell today. */
  readonly now?: Instant;
}

const styles = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
/** `full` is day, time and zone; `unzoned` leaves the zone out; `recent` is the time alone where it is of today. */
export type DateStyle = keyof typeof styles | 'full' | 'unzoned' | 'recent';

// Formatters cost some 50 µs to make and pages write dozens of dates.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, zone: Zone, options: Intl.DateTimeFormatOptions, key: string) {
  const name = `${locale} ${zone} ${key}`;
  const made = formatters.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formatters.set(name, made);
  return made;
}

/** "12 March 2026, 11:02 CET"; other styles leave parts out. */
export function formatInstant(instant: Instant, style: DateStyle, writing: Writing): string {
  const { locale, zone } = writing;
  if (style === 'recent')
    return formatInstant(instant, isOfToday(instant, writing) ? 'time' : 'full', writing);
  if (style !== 'full' && style !== 'unzoned')
    return formatter(locale, zone, styles[style], style).format(instant);
  const day = formatter(locale, zone, styles.day, 'day').format(instant);
  const time = formatter(locale, zone, styles.time, 'time').format(instant);
  const comma = locale.startsWith('ar') ? '، ' : locale.startsWith('zh') ? ' ' : ', ';
  return `${day}${comma}${time}${style === 'full' ? ` ${zoneName(instant, zone)}` : ''}`;
}

/**
 * The zone's short name. CLDR knows "CET" in British English and "EST" in American, and each writes the other's as
 * an offset; the first that is a name wins, else the offset.
 */
function zoneName(instant: Instant, zone: Zone): string {
  const [british, american] = ['en-GB', 'en-US'].map(
    (locale) =>
      formatter(locale, zone, { timeZoneName: 'short' }, 'zone')
        .formatToParts(instant)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
  ) as [string, string];
  const isOffset = /^(GMT|UTC)[+-]/.test(british);
  return isOffset ? american : british;
}

const isOfToday = (instant: Instant, { zone, now }: Writing): boolean =>
  now !== undefined && dayIn(instant, zone) === dayIn(now, zone);

export const isoOf = (instant: Instant): string => new Date(instant).toISOString();

const numberFormats = new Map<string, Intl.NumberFormat>();

export function formatCount(count: number, { locale }: Pick<Writing, 'locale'>): string {
  const format = numberFormats.get(locale) ?? new Intl.NumberFormat(locale);
  numberFormats.set(locale, format);
  return format.format(count);
}

interface TimeProps {
  readonly instant: Instant;
  readonly style: DateStyle;
  readonly writing: Writing;
}

export const Time = ({ instant, style, writing }: TimeProps) => (
  <time dateTime={isoOf(instant)}>{formatInstant(instant, style, writing)}</time>
);
