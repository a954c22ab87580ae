import type { Instant } from '../../base/clock.js';
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
  /** The first story of a story's near-duplicate cluster: `DuplicateIndex.headOf`. Without it every story is its own. */
  readonly clusterOf?: (id: string) => string;
  /** First publication of a story: `RelatedIndex.publishedAt`. A copy is as old as the first of its cluster. */
  readonly publishedAt?: (id: string) => Instant | undefined;
  /** Stories that an editor put above this list: neither they nor copies of them are in it again. */
  readonly pinned?: readonly string[];
  /** Stories that an editor keeps out of this list, and with them their copies. */
  readonly excluded?: ReadonlySet<string>;
  /** At most so many entries (10). */
  readonly length?: number;
}

type Reasoned = Candidate & { readonly reason: Reason };

/**
 * The list as it is shown: re-ranks scored candidates (best first, as `RelatedIndex.score` gives them). What has no
 * reason or too little score is left out, copies collapse to the one that was published first (where that is unknown or
 * would not be listed itself, to the best scored one), a copy of the story itself is never listed, and the rest is chosen
 * one by one for relevance and against repetition. May be short or empty.
 */
export function relatedList(
  story: AnalysedStory,
  candidates: readonly Candidate[],
  options: ListOptions,
): RelatedEntry[] {
  const open = openTo(story.id, candidates, options);
  const left = oneOfEachCluster(withReasons(story, open, options), open, options);
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

function withReasons(
  story: AnalysedStory,
  candidates: readonly Candidate[],
  options: ListOptions,
): Reasoned[] {
  const best = Math.max(0, ...candidates.map(({ textScore }) => textScore));
  const asking = datedByCluster(story, options);
  return candidates
    .filter(({ score }) => score >= listWeights.floor)
    .map((candidate) => datedByCluster(candidate, options))
    .flatMap((candidate) => {
      const reason = reasonFor(asking, candidate, best);
      return reason === undefined ? [] : [{ ...candidate, reason }];
    });
}

function datedByCluster<Story extends { readonly id: string; readonly publishedAt?: Instant | undefined }>(
  story: Story,
  { clusterOf = (id) => id, publishedAt }: ListOptions,
): Story {
  const first = publishedAt?.(clusterOf(story.id));
  return first === undefined ? story : { ...story, publishedAt: first };
}

/** Whatever is no copy of the story itself, nor of one that an editor pinned or excluded. */
function openTo(
  storyId: string,
  candidates: readonly Candidate[],
  { clusterOf = (id) => id, pinned = [], excluded = new Set() }: ListOptions,
): Candidate[] {
  const taken = new Set([storyId, ...pinned, ...excluded].map(clusterOf));
  return candidates.slice(0, listWeights.considered).filter(({ id }) => !taken.has(clusterOf(id)));
}

/** The source where dates tell which it is; of copies without dates any may be, and the best scored stands for all. */
function oneOfEachCluster(
  entries: readonly Reasoned[],
  open: readonly Candidate[],
  { clusterOf = (id) => id }: ListOptions,
): Reasoned[] {
  const best = new Map<string, string>();
  for (const { id } of open) if (!best.has(clusterOf(id))) best.set(clusterOf(id), id);
  const listed = new Map<string, Reasoned>();
  for (const entry of entries) {
    const cluster = clusterOf(entry.id);
    const isSource = entry.id === cluster && entry.publishedAt !== undefined;
    if (isSource || entry.id === best.get(cluster)) listed.set(cluster, entry);
  }
  return [...listed.values()];
}

/** A list may be full of the thread that its own story runs on, and of no other. */
const mayStand = (entry: Reasoned, ofItsThread: number): boolean =>
  isOfOwnThread(entry) || ofItsThread < listWeights.threadStories;

/**
 * "Same event" ends after days, and a thread goes on: of stories with dates, the asking one runs on the thread of those that
 * it is as near to as they are to each other.
 */
const isOfOwnThread = ({ reason, publishedAt, similarity }: Reasoned): boolean =>
  reason.kind === 'same-event' || (publishedAt !== undefined && similarity >= listWeights.threadAbove);

/** Maximal marginal relevance: the entry with the most relevance that is not said already. */
function mostWorth(entries: readonly Reasoned[], closest: ReadonlyMap<string, number>): Reasoned | undefined {
  const { relevanceShare } = listWeights;
  const worthOf = ({ id, score }: Reasoned) =>
    relevanceShare * score - (1 - relevanceShare) * (closest.get(id) ?? 0);
  let best: Reasoned | undefined;
  for (const entry of entries) if (best === undefined || worthOf(entry) > worthOf(best)) best = entry;
  return best;
}
