import stemmers from 'snowball-stemmers';

/**
 * What the search index holds and what a query asks for. The index keeps each word folded as written and its stem,
 * marked by language; a query asks for the folded word or its stem in the page's language. Tokens are coded to lower
 * case letters and digits, so that both databases' tokenisers leave them alone.
 */
export const searchAnalysisVersion = `1/icu-${process.versions.icu}/unicode-${process.versions.unicode}`;

/** Intl.Segmenter slows down with the length of its input; paragraphs are cut at this many characters. */
const segmentCharacters = 1000;

const stemmerNames: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
};

const stemmersByLanguage = new Map<string, ((word: string) => string) | undefined>();
const segmentersByLanguage = new Map<string, Intl.Segmenter>();

/** Case and diacritics removed: NFKD without marks of Latin, Greek and Cyrillic; Arabic without its vowel signs. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/\u0640/g, '')
    .replace(/[أإآ]/g, 'ا')
    .normalize('NFC');
}

export interface SearchWord {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

/** The words of a text with their places, by the language's own rules of division. */
export function* searchWords(text: string, language: string): Generator<SearchWord> {
  for (const { start, piece } of piecesOf(text)) {
    for (const { segment, index, isWordLike } of segmenterOf(language).segment(piece)) {
      if (!isWordLike) continue;
      const folded = foldWord(segment);
      if (folded !== '') yield { start: start + index, end: start + index + segment.length, folded };
    }
  }
}

/** Coded tokens of a text, in order, duplicates included (the rank counts them). */
export function searchTokens(text: string, language: string): string[] {
  const tokens: string[] = [];
  for (const { folded } of searchWords(text, language)) tokens.push(...tokensOfWord(folded, language));
  return tokens;
}

/** The terms of a query: a story matches when of every term one token is in it. At most 12 terms are looked for. */
export function searchTerms(query: string, language: string): readonly (readonly string[])[] {
  const terms = new Map<string, readonly string[]>();
  for (const { folded } of searchWords(query, language)) terms.set(folded, tokensOfWord(folded, language));
  return [...terms.values()].slice(0, 12);
}

function tokensOfWord(folded: string, language: string): string[] {
  const word = `w${coded(folded)}`;
  const stem = stemOf(folded, language);
  return stem === undefined ? [word] : [word, `s${primary(language)}${coded(stem)}`];
}

/** Letters and digits of ASCII stay, all else becomes z + hexadecimal + z; "z" itself is coded too, so no two words meet. */
const coded = (word: string): string =>
  word.replace(/[^a-y0-9]/gu, (character) => `z${character.codePointAt(0)!.toString(16)}z`);

/** The word's stem in its language, folded; undefined where the language has no stemmer. */
export function stemOf(folded: string, language: string): string | undefined {
  const key = primary(language);
  if (!stemmersByLanguage.has(key)) {
    const name = stemmerNames[key];
    const stemmer = name === undefined ? undefined : stemmers.newStemmer(name);
    stemmersByLanguage.set(key, stemmer && ((word) => stemmer.stem(word)));
  }
  return stemmersByLanguage.get(key)?.(folded);
}

const primary = (language: string): string => language.split('-')[0]!.toLowerCase();

function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmentersByLanguage.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmentersByLanguage.set(language, segmenter);
  }
  return segmenter;
}

function* piecesOf(text: string): Generator<{ start: number; piece: string }> {
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + segmentCharacters);
    if (end < text.length) {
      const space = text.lastIndexOf(' ', end);
      if (space > start) end = space;
    }
    yield { start, piece: text.slice(start, end) };
    start = end;
  }
}
