import stopWords from 'stopwords-iso';
import { foldCase } from './fold.js';

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
