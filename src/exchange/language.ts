import { createRequire } from 'node:module';
import { francAll } from 'franc';

/** Lists of function words by language (stopwords-iso), for telling close languages apart. */
const functionWords = createRequire(import.meta.url)('stopwords-iso') as Readonly<
  Record<string, readonly string[]>
>;

/** Fewer letters than this are a guess, whatever the detector says. */
const leastLetters = 80;

/** The detector reads no further; a longer text says nothing more. */
const mostCharacters = 2000;

/** Scripts that one written language owns, or nearly: its letters alone tell. Kana before Han, since Japanese has both. */
const ownScript: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Sinhala}/gu, 'si'],
];

/** A name, a quotation or a credit in another script must not decide. */
const ownShare = 0.3;
const kanaShare = 0.15;

/** Scores of the trigram detector are relative to the best (1); those from here up are too close to believe. */
const closeScore = 0.88;
const mostCandidates = 6;

/**
 * The language of running text as a BCP 47 tag, or undefined when the text is short or two languages are close.
 * By script where a script belongs to one language, else by trigrams (franc, 187 languages); between close ones
 * (Danish and Norwegian, Russian and Bulgarian) the function words that only one of them has must agree.
 */
export function detectLanguage(text: string): string | undefined {
  const sample = text.replace(/https?:\S+/g, ' ').slice(0, mostCharacters);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of ownScript) {
    const found = sample.match(script)?.length ?? 0;
    if (found >= 12 && found > letters * (language === 'ja' ? kanaShare : ownShare)) return language;
  }
  if (letters < leastLetters) return undefined;
  // The trigram lists leave Icelandic out; no other national language writes thorn.
  if ((sample.match(/[þÞ]/g)?.length ?? 0) > letters / 400 + 1) return 'is';
  const close = francAll(sample)
    .filter(([code, score]) => code !== 'und' && score > closeScore)
    .slice(0, mostCandidates)
    .map(([code]) => normalLanguage(code))
    .filter((language) => language !== undefined);
  return close.length < 2 ? close[0] : closest(sample, close);
}

/** The one candidate whose own function words are clearly more than those of each other one. */
function closest(sample: string, candidates: readonly string[]): string | undefined {
  const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return candidates.find((candidate) =>
    candidates.every((other) => {
      if (other === candidate) return true;
      const mine = wordsOf(candidate);
      const theirs = wordsOf(other);
      const forMe = words.filter((word) => mine.has(word) && !theirs.has(word)).length;
      const forThem = words.filter((word) => theirs.has(word) && !mine.has(word)).length;
      return forMe >= 3 && forMe >= 1.5 * forThem;
    }),
  );
}

const wordSets = new Map<string, ReadonlySet<string>>();

function wordsOf(language: string): ReadonlySet<string> {
  const known = wordSets.get(language);
  if (known !== undefined) return known;
  // Bokmål is listed under the common tag of both Norwegian standards.
  const words = new Set(functionWords[language === 'nb' ? 'no' : language] ?? []);
  wordSets.set(language, words);
  return words;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Tags that name no single language. */
const noLanguage = new Set(['und', 'mul', 'zxx', 'mis', 'x-default']);

/**
 * A declared language as a canonical BCP 47 tag ("en_us.UTF-8" is en-US, "deu" is de, "iw" is he), or undefined if it
 * names none.
 */
export function normalLanguage(tag: string): string | undefined {
  const written = tag
    .trim()
    .split(/[.,;@\s]/)[0]!
    .replace(/_/g, '-');
  if (written === '' || noLanguage.has(written.toLowerCase())) return undefined;
  try {
    const canonical = Intl.getCanonicalLocales(written)[0]!;
    const { language } = new Intl.Locale(canonical);
    return languageNames.of(language) === undefined ? undefined : canonical;
  } catch {
    return undefined;
  }
}
