/** Languages whose month names are read; names come from the ICU data of Node, Gregorian calendar, Western digits. */
const languages = (
  'en de fr es it nl pt da sv nb nn fi pl cs sk sl hr sr bs mk bg ru uk be lt lv et is ro hu el tr az ar ar-SY ar-DZ ' +
  'ar-MA fa he ur hi bn ta te th ka hy sq eu ca gl cy ga id ms fil sw af am kk uz vi'
).split(' ');

/** Names in use that ICU does not give. */
const alsoWritten: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: { sept: 9, june: 6, july: 7 },
  de: { jänner: 1, feber: 2, mrz: 3, maerz: 3, mär: 3 },
  es: { setiembre: 9, set: 9 },
  it: { sett: 9 },
  nl: { mar: 3 },
  fr: { jan: 1, fév: 2, avr: 4, juil: 7, aoû: 8 },
  fa: { مه: 5 },
  ru: { мая: 5, сент: 9 },
};

type MonthNames = ReadonlyMap<string, number>;

/** A word as it is looked up: lower case without marks, dots and apostrophes ("Sept." and "févr." alike). */
const foldMonthName = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[.'’׳՛]/g, '')
    .trim();

const byLanguage = new Map<string, MonthNames>();
let everywhere: MonthNames | undefined;

/**
 * The number of a month (1 to 12) from its name, full or short, nominative or genitive. The language's own names come
 * first, then those of all languages, where a name that is two months (Czech and Croatian "listopad") is none.
 */
export function monthNumber(word: string, language?: string): number | undefined {
  const name = foldMonthName(word);
  if (name.length < 2) return undefined;
  const own = language === undefined ? undefined : namesIn(language).get(name);
  return own ?? allNames().get(name);
}

function namesIn(language: string): MonthNames {
  const tag = byTag(language);
  const known = byLanguage.get(tag);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  const styles = ['long', 'short'] as const;
  for (const month of styles) {
    for (const options of [{ month }, { month, day: 'numeric' }] as const) addNames(names, tag, options);
  }
  for (const [name, number] of Object.entries(alsoWritten[tag.split('-')[0]!] ?? {})) {
    names.set(foldMonthName(name), number);
  }
  byLanguage.set(tag, names);
  return names;
}

function byTag(language: string): string {
  const full = language.toLowerCase();
  return (
    languages.find((tag) => tag.toLowerCase() === full) ??
    (Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0 ? language : 'en')
  );
}

function addNames(names: Map<string, number>, tag: string, options: Intl.DateTimeFormatOptions): void {
  const format = new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, { ...options, timeZone: 'UTC' });
  for (let month = 1; month <= 12; month += 1) {
    const parts = format.formatToParts(Date.UTC(2026, month - 1, 15));
    // Catalan writes "de març": the preposition is no part of the name.
    const written = parts.find((part) => part.type === 'month')?.value ?? '';
    const name = foldMonthName(written.replace(/^(?:de |d['’])/, ''));
    if (/\p{L}/u.test(name) && !/\d/.test(name)) names.set(name, month);
  }
}

function allNames(): MonthNames {
  if (everywhere !== undefined) return everywhere;
  const names = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const language of languages) {
    for (const [name, month] of namesIn(language)) {
      if ((names.get(name) ?? month) !== month) ambiguous.add(name);
      names.set(name, month);
    }
  }
  for (const name of ambiguous) names.delete(name);
  everywhere = names;
  return names;
}
