import { createRequire } from 'node:module';
import { foldCase } from './fold.js';

// The package is a JSON file, which an ES module cannot import on every Node that we run on.
const stopWords: Readonly<Record<string, readonly string[]>> = createRequire(import.meta.url)(
  'stopwords-iso',
);

const sets = new Map<string, ReadonlySet<string>>();

/** Whether a case-folded word is a stop word of a primary language, by the stopwords-iso lists. */
export function isStopWord(word: string, language: string): boolean {
  let set = sets.get(language);
  if (set === undefined) {
    set = new Set((stopWords[language] ?? []).map(foldCase));
    sets.set(language, set);
  }
  return set.has(word);
}
