import { languageOfTag } from '../../base/language.js';

/** The language of a tag, lower case: "pt-BR" is "pt". An empty or malformed tag is "und" (undetermined). */
export function primaryLanguage(tag: string): string {
  const language = languageOfTag(tag);
  return /^[a-z]{2,3}$/.test(language) ? language : 'und';
}

/** Languages that write every noun with a capital: one capitalised word proves nothing there. */
export const capitalisesNouns: ReadonlySet<string> = new Set(['de', 'lb']);

/** The Snowball algorithm of a language, by the package's own names. A language without one keeps its words whole. */
export const stemmerOf: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
};
