import { type StoryVector, similarity } from './story-vector.js';

export interface Diversifiable {
  readonly sectionPath: string;
  readonly clusterHead: string;
  readonly vector: StoryVector;
}

/** How alike two stories are for a list's variety: their words, or at least half when they share a section. */
export function likeness(a: Diversifiable, b: Diversifiable): number {
  const sameSection = a.sectionPath !== '' && a.sectionPath === b.sectionPath;
  return Math.max(similarity(a.vector, b.vector), sameSection ? 0.5 : 0);
}

/** A story that waits to be taken, compared with the first `compared` of those that were. */
interface Waiting<Story> {
  readonly each: { readonly story: Story; readonly score: number };
  nearest: number;
  compared: number;
}

/**
 * Re-orders by maximal marginal relevance (Carbonell and Goldstein 1998): each next story has the best score less `diversity`
 * times its greatest likeness to one that was taken. Scores are log-odds; a diversity of 1 costs a twin a factor e. Never two of
 * a near-duplicate cluster, nor one that is not `isOpen`, which is asked of those only that come into question. `scored` in
 * falling order; returns at most `length`.
 */
export function diversified<Story extends Diversifiable>(
  scored: readonly { readonly story: Story; readonly score: number }[],
  length: number,
  diversity: number,
  isOpen: (story: Story) => boolean = () => true,
): { readonly story: Story; readonly score: number }[] {
  const left = scored.map((each): Waiting<Story> => ({ each, nearest: 0, compared: 0 }));
  const taken: { readonly story: Story; readonly score: number }[] = [];
  while (taken.length < length && left.length > 0) {
    const { each } = left.splice(bestOf(left, taken, diversity), 1)[0]!;
    const isTwin = taken.some(({ story }) => story.clusterHead === each.story.clusterHead);
    if (!isTwin && isOpen(each.story)) taken.push(each);
  }
  return taken;
}

/** The place of the best; likeness only takes away, so nobody after the first whose score alone is too low needs to be looked at. */
function bestOf<Story extends Diversifiable>(
  left: readonly Waiting<Story>[],
  taken: readonly { readonly story: Story }[],
  diversity: number,
): number {
  let best = 0;
  let bestWorth = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < left.length && left[at]!.each.score > bestWorth; at += 1) {
    const waiting = left[at]!;
    for (; waiting.compared < taken.length; waiting.compared += 1) {
      const likest = likeness(waiting.each.story, taken[waiting.compared]!.story);
      if (likest > waiting.nearest) waiting.nearest = likest;
    }
    const worth = waiting.each.score - diversity * waiting.nearest;
    if (worth > bestWorth) {
      best = at;
      bestWorth = worth;
    }
  }
  return best;
}
