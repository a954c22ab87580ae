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

/**
 * Re-orders by maximal marginal relevance (Carbonell and Goldstein 1998): each next story has the best score less `diversity`
 * times its greatest likeness to one that was taken. Scores are log-odds; a diversity of 1 costs a twin a factor e. Never two of
 * a near-duplicate cluster. `scored` in falling order; returns at most `length`.
 */
export function diversified<Story extends Diversifiable>(
  scored: readonly { readonly story: Story; readonly score: number }[],
  length: number,
  diversity: number,
): { readonly story: Story; readonly score: number }[] {
  const left = scored.map((each) => ({ each, nearest: 0 }));
  const taken: { readonly story: Story; readonly score: number }[] = [];
  while (taken.length < length && left.length > 0) {
    let best = 0;
    const worth = ({ each, nearest }: (typeof left)[number]) => each.score - diversity * nearest;
    for (let at = 1; at < left.length; at += 1) if (worth(left[at]!) > worth(left[best]!)) best = at;
    const [{ each }] = left.splice(best, 1) as [(typeof left)[number]];
    if (taken.some(({ story }) => story.clusterHead === each.story.clusterHead)) continue;
    taken.push(each);
    for (const other of left) other.nearest = Math.max(other.nearest, likeness(other.each.story, each.story));
  }
  return taken;
}
