import type { Archive } from './archive.js';
import type { QueryVector } from './query-vector.js';
import { scoringWeights } from './related-weights.js';
import { TopSlots } from './top-slots.js';

/** Slots whose sums are added up at a time: half a megabyte, which stays in the cache of one core. */
const blockSlots = 1 << 17;
/** Working memory between calls; nothing in it outlives one. */
const sums = new Float32Array(blockSlots);

/**
 * The stories worth scoring exactly: postings are read rare terms first until the budget is spent, the newest first in
 * each, and the stories with the highest approximate cosine come back, best first.
 */
export function poolFor(query: QueryVector, archive: Archive, except: number | undefined): number[] {
  const { postings, slots, recentNorms } = archive;
  const lists = listsOf(query, archive);
  const top = new TopSlots(scoringWeights.poolStories);
  for (let first = lastBlockOf(slots); first >= 0; first -= blockSlots) {
    const count = Math.min(blockSlots, slots - first);
    sums.fill(0, 0, count);
    for (const { cursor, gain } of lists) postings.accumulate(cursor, gain, first, sums);
    if (except !== undefined && except >= first && except < first + count) sums[except - first] = 0;
    top.take(sums, recentNorms, first, count);
  }
  return top.slots();
}

const lastBlockOf = (slots: number): number => Math.floor(Math.max(0, slots - 1) / blockSlots) * blockSlots;

/** How much of which term's list is read, and what a step of its weights adds. */
function listsOf(query: QueryVector, { postings, vocabulary }: Archive) {
  const rareFirst = query.terms
    .map(({ term, weight }) => ({
      term,
      gain: weight * vocabulary.rarity(term),
      stories: vocabulary.storiesWith(term),
    }))
    .filter(({ gain, stories }) => gain > 0 && stories > 0)
    .sort((a, b) => a.stories - b.stories);
  let left = scoringWeights.postingsRead;
  return rareFirst.map(({ term, gain }) => {
    const cursor = postings.cursor(term, Math.min(left, scoringWeights.postingsReadPerTerm));
    left -= cursor.left;
    return { cursor, gain };
  });
}
