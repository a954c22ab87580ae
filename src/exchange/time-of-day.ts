export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** A time found in a text; `before` and `after` are the text on its two sides. */
export interface FoundTime {
  readonly time: TimeOfDay;
  readonly before: string;
  readonly after: string;
}

const morning = String.raw`a\.?\s?m\.?(?!\p{L})|上午|午前|凌晨|早上|오전|π\.?μ\.?|صباحا|ص(?!\p{L})|ÖÖ`;
const afternoon = String.raw`p\.?\s?m\.?(?!\p{L})|下午|午後|晚上|오후|μ\.?μ\.?|مساء|م(?!\p{L})|ÖS`;
const half = (name: 'before' | 'behind') => `(?:(?<${name}Am>${morning})|(?<${name}Pm>${afternoon}))`;
const start = String.raw`(?:${half('before')}\s*)?(?<![\d.,])`;
const end = String.raw`(?:\s*${half('behind')})?`;

const patterns = {
  colon: String.raw`(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d+))?)?(?![\d:])`,
  units: String.raw`(?<h>\d{1,2})\s*(?:h|Uhr|时|時|点|點|시)(?!\p{Script=Latin})\s*(?:(?<m>\d{2}|\d(?=\s*[分분]))(?!\d)\s*(?:min|分|분)?)?(?:\s*(?<s>\d{1,2})\s*[秒초])?`,
  halfOnly: String.raw`(?<h>\d{1,2})(?:\.(?<m>\d{2}))?(?=\s*(?:${morning}|${afternoon}))`,
  dots: String.raw`(?<h>\d{1,2})\.(?<m>\d{2})(?:\.(?<s>\d{2}))?(?![\d.])`,
};

const compiled = Object.fromEntries(
  Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(start + pattern + end, 'iu')]),
) as Record<keyof typeof patterns, RegExp>;

/** A time with a colon: it is recognised with the day still in the text. */
export const findColonTime = (text: string): FoundTime | undefined => findBy(compiled.colon, text);

/** "11h02", "15時20分", "11 a.m.", "kl. 11.02": only once the day is out, whose figures look alike. */
export const findOtherTime = (text: string): FoundTime | undefined =>
  findBy(compiled.units, text) ?? findBy(compiled.halfOnly, text) ?? findBy(compiled.dots, text);

function findBy(pattern: RegExp, text: string): FoundTime | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const groups = match.groups!;
  const isMorning = (groups.beforeAm ?? groups.behindAm) !== undefined;
  const isAfternoon = (groups.beforePm ?? groups.behindPm) !== undefined;
  const written = Number(groups.h);
  // Some print "15:20 pm": the 24-hour figure is right and the half says nothing.
  const hour =
    written > 12 ? written : isMorning ? written % 12 : isAfternoon ? (written % 12) + 12 : written;
  const millisecond = Math.floor(Number(`0.${groups.f ?? '0'}`) * 1000);
  const time = { hour, minute: Number(groups.m ?? 0), second: Number(groups.s ?? 0), millisecond };
  const index = match.index;
  return { time, before: text.slice(0, index), after: text.slice(index + match[0].length) };
}
