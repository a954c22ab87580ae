import type { Archive } from './archive.js';
import type { QueryVector } from './query-vector.js';
import { scoringWeights } from './related-weights.js';
import { topSlots } from './top-slots.js';

/**
 * The stories worth scoring exactly: postings are read rare terms first until the budget is spent, the newest first in
 * each, and the stories with the highest approximate cosine come back, best first. `sums` is working memory.
 */
export function poolFor(
  query: QueryVector,
  archive: Archive,
  sums: Float32Array,
  except: number | undefined,
): number[] {
  const { postings, vocabulary, slots } = archive;
  sums.fill(0, 0, slots);
  const rareFirst = query.terms
    .map(({ term, weight }) => ({
      term,
      gain: weight * vocabulary.rarity(term),
      stories: vocabulary.storiesWith(term),
    }))
    .filter(({ gain, stories }) => gain > 0 && stories > 0)
    .sort((a, b) => a.stories - b.stories);
  let left = scoringWeights.postingsRead;
  for (const { term, gain } of rareFirst) {
    if (left <= 0) break;
    left -= postings.accumulate(term, gain, sums, Math.min(left, scoringWeights.postingsReadPerTerm));
  }
  if (except !== undefined) sums[except] = 0;
  return topSlots(sums, archive.recentNorms, slots, scoringWeights.poolStories);
}
