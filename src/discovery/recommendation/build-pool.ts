import { hourMs, type Instant } from '../../base/clock.js';
import type { FactsById, StoryFacts } from '../ranking/tally.js';
import type { ViewCounts } from '../ranking/view-counts.js';
import { appeal } from './appeal.js';
import type { Candidate, CandidateSource } from './candidate.js';
import type { SlateCounts } from './slate-counts.js';
import type { StoryVector } from './story-vector.js';
import { WordAppeal } from './word-appeal.js';

export interface PoolInputs {
  readonly views: ViewCounts;
  readonly slates: SlateCounts;
  readonly facts: FactsById;
  readonly vectors: ReadonlyMap<string, StoryVector>;
  readonly now: Instant;
}

export const poolLimit = 200;
/** Of the pool, at most so many from each source before the best of all fill the rest. */
const quota: Readonly<Record<CandidateSource, number>> = { fresh: 60, rising: 30, read: 80, exploration: 30 };

/** Rising: in the last quarter of an hour read at this many times the pace of its last hours. */
const risingPace = 2;
const risingViews = 2;
const underShownExpected = 2;

/**
 * The candidates of an Edition: the best of each source, then the best of all, at most 200, one of each near-duplicate
 * cluster, best appeal first. A story without facts or from the future is none. Only stories of `facts` are looked at: the
 * caller passes those of the last weeks and whatever is being read.
 */
export function buildPool(inputs: PoolInputs): Candidate[] {
  const words = learnWords(inputs);
  const best = new Map<string, Candidate>();
  for (const facts of inputs.facts.values()) {
    if (facts.firstPublishedAt > inputs.now) continue;
    const candidate = candidateOf(facts, inputs, words);
    const twin = best.get(facts.clusterHead);
    if (!twin || candidate.appeal > twin.appeal) best.set(facts.clusterHead, candidate);
  }
  const order = [...best.values()].sort((a, b) => b.appeal - a.appeal || (a.storyId < b.storyId ? -1 : 1));
  const chosen = new Set<Candidate>();
  for (const source of Object.keys(quota) as CandidateSource[]) {
    const own = order.filter(({ sources }) => sources.includes(source));
    if (source === 'fresh') own.sort((a, b) => b.firstPublishedAt - a.firstPublishedAt);
    for (const candidate of own.slice(0, quota[source])) chosen.add(candidate);
  }
  for (const candidate of order) if (chosen.size < poolLimit) chosen.add(candidate);
  return order.filter((candidate) => chosen.has(candidate)).slice(0, poolLimit);
}

const noWords: StoryVector = { buckets: [], weights: [] };

function candidateOf(facts: StoryFacts, inputs: PoolInputs, words: WordAppeal): Candidate {
  const { storyId, clusterHead, sectionPath, firstPublishedAt } = facts;
  const vector = inputs.vectors.get(storyId) ?? noWords;
  const views = inputs.views.signalsOf(storyId);
  const slates = inputs.slates.of(storyId, inputs.now);
  const signals = { views, slates, words: words.of(vector), firstPublishedAt };
  const sources: CandidateSource[] = [];
  if (inputs.now - firstPublishedAt < 48 * hourMs) sources.push('fresh');
  if (views.brief >= risingViews && views.brief * (nowHours / briefHours) > risingPace * views.now)
    sources.push('rising');
  if (views.now >= 1) sources.push('read');
  if (slates.expected < underShownExpected) sources.push('exploration');
  return {
    storyId,
    clusterHead,
    sectionPath,
    firstPublishedAt,
    appeal: appeal(signals, inputs.now),
    sources,
    vector,
    ...slates,
  };
}

/** The half-lives of the two counts that are compared: at a steady pace the counts stand to each other like these. */
const briefHours = 0.25;
const nowHours = 4;

function learnWords({ slates, facts, vectors, now }: PoolInputs): WordAppeal {
  const words = new WordAppeal();
  for (const storyId of facts.keys()) {
    const vector = vectors.get(storyId);
    if (vector) words.add(vector, slates.of(storyId, now));
  }
  return words;
}
