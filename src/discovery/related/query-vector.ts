import type { AnalysedStory } from '../text/analyse.js';
import type { Archive } from './archive.js';

/** A story's terms as the archive knows them. */
export interface QueryVector {
  readonly terms: readonly { readonly term: number; readonly key: string; readonly weight: number }[];
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
  return { terms, norm: Math.sqrt(squares) || 1 };
}
