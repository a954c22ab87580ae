import { passagesOf } from '../text/analyse.js';
import { calendarWords } from '../text/calendar.js';
import { primaryLanguage } from '../text/languages.js';
import { namesOf } from '../text/names.js';
import type { StoryText } from '../text/story-text.js';
import type { Word } from '../text/words.js';
import { duplicateWeights } from './duplicate-weights.js';

export const fingerprintVersion = 2;

/** What two texts are compared by: at most 176 whole numbers of 31 bits. */
export interface Print {
  /**
   * The smallest hashes of the text's different shingles, rising: a bottom-k sketch (Broder 1997), which is a fair
   * sample of the text. Two texts of different length are compared on the range of hashes that both sampled.
   */
  readonly sketch: ArrayLike<number>;
  /** How many different shingles the text has in all. */
  readonly shingles: number;
  /** Hashes of the names in the text: two notices cut from one template differ in nothing else. */
  readonly names: ArrayLike<number>;
  /** The smallest hashes of its numbers, rising, days and years left out: a report that comes back has others. */
  readonly numbers: ArrayLike<number>;
}

/** A print and what it is found by. */
export interface LookedUpPrint extends Print {
  /**
   * Hashes by which likely copies are looked up: first that of the whole text, then some of its shingles, chosen by
   * winnowing (Schleimer, Wilkerson and Aiken 2003).
   */
  readonly keys: ArrayLike<number>;
}

/** The same as plain values: it can be stored as JSON and read back. */
export interface Fingerprint extends LookedUpPrint {
  readonly fingerprintVersion: number;
  readonly sketch: readonly number[];
  readonly keys: readonly number[];
  readonly names: readonly number[];
  readonly numbers: readonly number[];
}

/**
 * The fingerprint of a story's standfirst and body. The headline is left out, since it is what a desk changes first; a
 * story that has nothing else is known by it. Deterministic.
 */
export function fingerprint(story: StoryText): Fingerprint {
  const language = primaryLanguage(story.language);
  const passages = passagesOf(story, language);
  const body = passages.filter(({ field, words }) => field !== 'headline' && words.length > 0);
  const text = body.length > 0 ? body : passages;
  const words = text.flatMap((passage) => passage.words.map(({ folded }) => folded));
  const hashes = shingleHashes(words);
  const different = rising(hashes);
  const { sketchHashes, keys, numbers } = duplicateWeights;
  return {
    fingerprintVersion,
    sketch: different.slice(0, sketchHashes),
    shingles: different.length,
    keys: [hashOf(words.join(' ')), ...winnow(hashes).slice(0, keys)],
    names: namesOf(text, language).map(({ key }) => hashOf(key)),
    numbers: rising(text.flatMap((passage) => numbersOf(passage.words, language)).map(hashOf)).slice(
      0,
      numbers,
    ),
  };
}

const rising = (hashes: readonly number[]): number[] => [...new Set(hashes)].sort((a, b) => a - b);

/** The numbers among some words; those of a date change with every repost and say nothing of the text. */
function numbersOf(words: readonly Word[], language: string): string[] {
  const { months } = calendarWords(language);
  const isMonth = (word: Word | undefined) => word !== undefined && months.has(word.folded);
  return words.flatMap(({ folded }, at) => {
    if (!/^\p{N}/u.test(folded) || /^(?:19|20)\d\d$/.test(folded)) return [];
    return isMonth(words[at - 1]) || isMonth(words[at + 1]) ? [] : [folded];
  });
}

/** A hash for each run of `shingleWords` words; a shorter text is one shingle, an empty one none. */
function shingleHashes(words: readonly string[]): number[] {
  const { shingleWords } = duplicateWeights;
  if (words.length === 0) return [];
  const count = Math.max(1, words.length - shingleWords + 1);
  return Array.from({ length: count }, (_, at) => hashOf(words.slice(at, at + shingleWords).join(' ')));
}

/** FNV-1a with the finisher of MurmurHash3, so that "the smallest hashes" is a fair draw; 31 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 1;
}

/** The smallest hash of each window of neighbouring shingles, each once, rising. */
function winnow(hashes: readonly number[]): number[] {
  const { windowShingles } = duplicateWeights;
  const chosen = new Set<number>();
  const windows = Math.max(1, hashes.length - windowShingles + 1);
  for (let start = 0; start < windows && hashes.length > 0; start += 1) {
    let least = hashes[start]!;
    const end = Math.min(hashes.length, start + windowShingles);
    for (let at = start + 1; at < end; at += 1) least = Math.min(least, hashes[at]!);
    chosen.add(least);
  }
  return [...chosen].sort((a, b) => a - b);
}
