import { foldCase, foldWord } from '../text/fold.js';
import { primaryLanguage, stemmerOf } from '../text/languages.js';
import { stemOf } from '../text/stems.js';
import { wordsOf } from '../text/words.js';

/** Raised whenever the same text gives other tokens. */
const tokensVersion = 2;

/** What an index was made with: our rules, and the Unicode library under them. Another version is indexed anew. */
export const searchAnalysisVersion = `${tokensVersion}/icu-${process.versions.icu}/unicode-${process.versions.unicode}`;

/** A token and where in the text it stands, in UTF-16 units. */
export interface TokenSpan {
  /** Coded: letters a to z and digits only. */
  readonly token: string;
  /** A folded word or its stem · a character of a script without spaces · two such characters side by side. */
  readonly kind: 'word' | 'character' | 'pair';
  readonly start: number;
  readonly end: number;
}

/** Scripts in which a reader's search word is any substring, not what a dictionary calls a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

/**
 * The tokens of a text in order, each occurrence once: every word folded, its stem marked by the language of the text,
 * and for Chinese, Japanese and Korean each character and each two neighbours, so that any substring is found.
 */
export const searchTokens = (text: string, language: string): string[] =>
  tokenSpans(text, language).map(({ token }) => token);

export function tokenSpans(text: string, language: string): TokenSpan[] {
  const primary = primaryLanguage(language);
  const spans: TokenSpan[] = [];
  for (const { text: word, at } of wordsOf(text, primary)) {
    if (word.search(unspaced) === 0) continue;
    const end = at + word.length;
    for (const token of wordTokens(word, primary)) spans.push({ token, kind: 'word', start: at, end });
  }
  for (const run of text.matchAll(unspaced)) spans.push(...characterSpans(run[0], run.index));
  return spans.sort((a, b) => a.start - b.start);
}

/** Words repeat: past so many of a language its memory starts anew. */
const rememberedWords = 20_000;
const remembered = new Map<string, Map<string, readonly string[]>>();

/**
 * What a written word is found by. An apostrophe joins ("O'Brien" is "obrien") and divides ("l'avion" is also "avion"):
 * which of the two it does is the language's secret, so both are kept.
 */
export function wordTokens(word: string, primary: string): readonly string[] {
  let ofLanguage = remembered.get(primary);
  if (ofLanguage === undefined || ofLanguage.size >= rememberedWords) {
    ofLanguage = new Map();
    remembered.set(primary, ofLanguage);
  }
  const tokens = ofLanguage.get(word) ?? tokensOf(word, primary);
  ofLanguage.set(word, tokens);
  return tokens;
}

function tokensOf(word: string, primary: string): string[] {
  const folded = foldCase(word);
  const parts = folded.split(/['’]/).filter((part) => part !== '');
  const whole = parts.join('');
  const forms = parts.length < 2 ? [whole] : [whole, longest(parts)];
  return [...new Set(forms.flatMap((form) => formTokens(form, primary)))];
}

function formTokens(form: string, primary: string): string[] {
  const word = codedToken('w', foldWord(form));
  return primary in stemmerOf ? [word, codedToken(primary, foldWord(stemOf(form, primary)))] : [word];
}

const longest = (parts: readonly string[]): string =>
  parts.reduce((best, part) => (part.length > best.length ? part : best));

function characterSpans(run: string, at: number): TokenSpan[] {
  const characters = [...run];
  const spans: TokenSpan[] = [];
  let start = at;
  characters.forEach((character, index) => {
    const end = start + character.length;
    spans.push({ token: codedToken('c', foldCase(character)), kind: 'character', start, end });
    const next = characters[index + 1];
    if (next !== undefined) {
      const token = codedToken('c', foldCase(character + next));
      spans.push({ token, kind: 'pair', start, end: end + next.length });
    }
    start = end;
  });
  return spans;
}

/**
 * A token as letters a to z and digits only, so that a full-text engine with its own ideas of words keeps it whole. The
 * mark is "w" for a word, a language for its stem, "c" for characters. No two tokens share a code: the length of the
 * mark comes first, then the mark, then "a" and the plain text or "x" and its UTF-8 in hexadecimal.
 */
export function codedToken(mark: string, text: string): string {
  const code = /^[a-z0-9]*$/.test(text) ? `a${text}` : `x${Buffer.from(text, 'utf8').toString('hex')}`;
  return `${mark.length}${mark}${code}`;
}
