import type { AnalysedStory } from '../text/analyse.js';
import type { Candidate } from './candidate.js';
import { type Reason, reasonFor } from './reason.js';
import { listWeights } from './related-weights.js';

export interface RelatedEntry {
  readonly id: string;
  readonly score: number;
  readonly reason: Reason;
}

export interface ListOptions {
  /** Cosine of two candidates, 0 to 1: `RelatedIndex.similarity`. */
  readonly similarity: (a: string, b: string) => number;
  /** Names the near-duplicate cluster of a story: `DuplicateIndex.headOf`. Without it every story is its own. */
  readonly clusterOf?: (id: string) => string;
  /** Stories that an editor put above this list: neither they nor copies of them are in it again. */
  readonly pinned?: readonly string[];
  /** Stories that an editor keeps out of this list. */
  readonly excluded?: ReadonlySet<string>;
  /** At most so many entries (10). */
  readonly length?: number;
}

type Reasoned = Candidate & { readonly reason: Reason };

/**
 * The list as it is shown: re-ranks scored candidates (best first, as `RelatedIndex.score` gives them). What has no
 * reason or too little score is left out, copies collapse to the best scored one, a copy of the story itself is never
 * listed, and the rest is chosen one by one for relevance and against repetition. May be short or empty.
 */
export function relatedList(
  story: AnalysedStory,
  candidates: readonly Candidate[],
  options: ListOptions,
): RelatedEntry[] {
  const left = withReasons(story, oneOfEachCluster(story.id, candidates, options));
  const chosen: Reasoned[] = [];
  const length = options.length ?? listWeights.length;
  /** Highest cosine of each candidate to one already chosen, and how many of its thread are. */
  const closest = new Map<string, number>();
  const ofThread = new Map<string, number>();
  while (chosen.length < length) {
    const allowed = left.filter((entry) => mayStand(entry, ofThread.get(entry.id) ?? 0));
    const next = mostWorth(allowed, closest);
    if (next === undefined) break;
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
    for (const { id } of left) {
      const similarity = options.similarity(next.id, id);
      closest.set(id, Math.max(closest.get(id) ?? 0, similarity));
      if (similarity >= listWeights.threadAbove) ofThread.set(id, (ofThread.get(id) ?? 0) + 1);
    }
  }
  return chosen.map(({ id, score, reason }) => ({ id, score, reason }));
}

function withReasons(story: AnalysedStory, candidates: readonly Candidate[]): Reasoned[] {
  const best = candidates[0]?.score ?? 0;
  return candidates
    .filter(({ score }) => score >= listWeights.floor)
    .flatMap((candidate) => {
      const reason = reasonFor(story, candidate, best);
      return reason === undefined ? [] : [{ ...candidate, reason }];
    });
}

function oneOfEachCluster(
  storyId: string,
  candidates: readonly Candidate[],
  { clusterOf = (id) => id, pinned = [], excluded }: ListOptions,
): Candidate[] {
  const taken = new Set([storyId, ...pinned].map(clusterOf));
  return candidates.slice(0, listWeights.considered).filter(({ id }) => {
    const cluster = clusterOf(id);
    if (taken.has(cluster) || excluded?.has(id)) return false;
    taken.add(cluster);
    return true;
  });
}

/** A list may be full of the thread that its own story runs on, and of no other. */
const mayStand = ({ reason }: Reasoned, ofItsThread: number): boolean =>
  reason.kind === 'same-event' || ofItsThread < listWeights.threadStories;

/** Maximal marginal relevance: the entry with the most relevance that is not said already. */
function mostWorth(entries: readonly Reasoned[], closest: ReadonlyMap<string, number>): Reasoned | undefined {
  const { relevanceShare } = listWeights;
  const worthOf = ({ id, score }: Reasoned) =>
    relevanceShare * score - (1 - relevanceShare) * (closest.get(id) ?? 0);
  let best: Reasoned | undefined;
  for (const entry of entries) if (best === undefined || worthOf(entry) > worthOf(best)) best = entry;
  return best;
}
