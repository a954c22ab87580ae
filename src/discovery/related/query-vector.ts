import type { AnalysedStory } from '../text/analyse.js';
import type { Archive } from './archive.js';
import type { RareTerms } from './term-space.js';

/** A story's terms as the archive knows them. */
export interface QueryVector {
  readonly terms: readonly { readonly term: number; readonly key: string; readonly weight: number }[];
  readonly rareTerms: RareTerms;
  readonly norm: number;
}

/** The vector of a story that may or may not be in the archive; terms that no other story has only lengthen it. */
export function queryVector(story: AnalysedStory, archive: Archive): QueryVector {
  const { vocabulary } = archive;
  let squares = 0;
  const terms: { term: number; key: string; weight: number }[] = [];
  for (const [key, weight] of story.terms) {
    const term = vocabulary.find(key);
    squares +=
      weight * weight * (term === undefined ? vocabulary.rarityOfUnknown(key) : vocabulary.rarity(term));
    if (term !== undefined) terms.push({ term, key, weight });
  }
  const rareTerms = {
    terms: Int32Array.from(terms, ({ term }) => term),
    weights: Float32Array.from(terms, ({ term, weight }) => weight * Math.sqrt(vocabulary.rarity(term))),
  };
  return { terms, rareTerms, norm: Math.sqrt(squares) || 1 };
}
