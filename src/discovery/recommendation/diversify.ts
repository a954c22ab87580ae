import type { PicksDials } from './dials.js';
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

/** How stories are told apart, with as few scores as it takes: what costs more than a sum is asked for late, or never. */
export interface Scoring<Story> {
  /** Never below the score. */
  readonly atMost: (story: Story) => number;
  readonly score: (story: Story) => number;
  /** Of two with equal scores, whether this one goes before the other, which came first. */
  readonly goesBefore: (story: Story, other: Story) => boolean;
}

/** A story that waits to be taken, compared with the first `compared` of those that were. */
interface Waiting<Story> {
  readonly story: Story;
  readonly score: number;
  /** Its score less what its likeness to those takes away. */
  worth: number;
  nearest: number;
  compared: number;
}

/**
 * Orders by maximal marginal relevance (Carbonell and Goldstein 1998): each next story has the best score less `diversity`
 * times its greatest likeness to one that was taken. Scores are log-odds; a diversity of 1 costs a twin a factor e. Never two of
 * a near-duplicate cluster, nor one that is not `isOpen`, which is asked of those only that come into question. `stories` in
 * falling order of `atMost`; returns at most `length`, those of `before` first.
 */
export function diversified<Story extends Diversifiable>(
  stories: readonly Story[],
  scoring: Scoring<Story>,
  { length, diversity }: PicksDials,
  { isOpen = () => true, before = [] }: DiversifiedOptions<Story> = {},
): Story[] {
  const taken = [...before];
  const waiting: Waiting<Story>[] = [];
  let reached = 0;
  while (taken.length < length) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = 0; ; at += 1) {
      if (at === waiting.length) {
        const story = stories[reached];
        // Nobody after the first whose score alone is too low needs to be looked at: likeness only takes away.
        if (story === undefined || scoring.atMost(story) <= most) break;
        const score = scoring.score(story);
        waiting.push({ story, score, worth: score, nearest: 0, compared: 0 });
        reached += 1;
      }
      const each = waiting[at]!;
      if (each.worth < most) continue;
      compare(each, taken, diversity, most);
      if (each.worth < most || (each.worth === most && !isAhead(each, waiting[best], scoring))) continue;
      best = at;
      most = each.worth;
    }
    const [chosen] = best < 0 ? [] : waiting.splice(best, 1);
    if (chosen === undefined) return taken;
    const { story } = chosen;
    if (isOpen(story) && taken.every(({ clusterHead }) => clusterHead !== story.clusterHead))
      taken.push(story);
  }
  return taken;
}

interface DiversifiedOptions<Story> {
  readonly isOpen?: (story: Story) => boolean;
  readonly before?: readonly Story[];
}

/** With those that were taken since; one that falls below `most` needs no more than that to be told. */
function compare<Story extends Diversifiable>(
  each: Waiting<Story>,
  taken: readonly Story[],
  diversity: number,
  most: number,
): void {
  for (; each.worth >= most && each.compared < taken.length; each.compared += 1) {
    const likest = likeness(each.story, taken[each.compared]!);
    if (likest <= each.nearest) continue;
    each.nearest = likest;
    each.worth = each.score - diversity * likest;
  }
}

const isAhead = <Story>(
  { story, score }: Waiting<Story>,
  best: Waiting<Story> | undefined,
  { goesBefore }: Scoring<Story>,
): boolean =>
  best === undefined || score > best.score || (score === best.score && goesBefore(story, best.story));
