import { newStemmer } from 'snowball-stemmers';
import { stemmerOf } from './languages.js';

/** Stemming is the slowest step of the analysis and words repeat; past this many a language's memory starts anew. */
const rememberedStems = 50_000;

interface RememberingStemmer {
  readonly stem: (word: string) => string;
  readonly remembered: Map<string, string>;
}

const stemmers = new Map<string, RememberingStemmer>();

function stemmerFor(language: string): RememberingStemmer {
  const known = stemmers.get(language);
  if (known !== undefined) return known;
  const algorithm = stemmerOf[language];
  const stem = algorithm === undefined ? (word: string) => word : snowballStem(algorithm);
  const made = { stem, remembered: new Map<string, string>() };
  stemmers.set(language, made);
  return made;
}

function snowballStem(algorithm: string): (word: string) => string {
  const stemmer = newStemmer(algorithm);
  return (word) => stemmer.stem(word);
}

/** The stem of a case-folded word in a primary language ("en"); the word itself where the language has no stemmer. */
export function stemOf(word: string, language: string): string {
  const stemmer = stemmerFor(language);
  const known = stemmer.remembered.get(word);
  if (known !== undefined) return known;
  if (stemmer.remembered.size >= rememberedStems) stemmer.remembered.clear();
  const stem = stemmer.stem(word) || word;
  stemmer.remembered.set(word, stem);
  return stem;
}
