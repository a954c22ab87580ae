import { hourMs, type Instant } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { firstToldAt, type StoryFacts } from '../ranking/tally.js';
import type { ViewCounts } from '../ranking/view-counts.js';
import { type AppealSignals, appeal, type ClickSignals, usualViewAppeal } from './appeal.js';
import { type Candidate, type PoolSource, poolSources } from './candidate.js';
import { enoughExpected, explorationChances } from './explore.js';
import { byLanguage, withEachLanguage } from './own-language.js';
import type { SlateCounts } from './slate-counts.js';
import type { StoryVector } from './story-vector.js';
import { WordAppeal } from './word-appeal.js';

/** What the pool must know of a story. */
export interface PoolFacts extends StoryFacts {
  readonly language: string;
}

export interface PoolInputs {
  /** Of the Edition; seeds what is drawn by chance. */
  readonly number: number;
  readonly views: ViewCounts;
  /** Undefined where the site does not learn from lists: then no click rate counts, and nothing is tried. */
  readonly slates: SlateCounts | undefined;
  readonly facts: ReadonlyMap<string, PoolFacts>;
  readonly vectors: ReadonlyMap<string, StoryVector>;
  /** Stories in the Related lists of what is being read, in the order of those lists. */
  readonly related?: ReadonlyMap<string, readonly string[]>;
  /** Those of them that are none of `facts`: candidates for that alone, so no place is given to them by chance. */
  readonly archive?: ReadonlyMap<string, PoolFacts>;
  readonly now: Instant;
}

export const poolLimit = 200;
/** Of the pool, at most so many from each source before the best of all fill the rest. */
const quota: Readonly<Record<PoolSource, number>> = {
  fresh: 50,
  rising: 30,
  read: 50,
  followed: 20,
  related: 20,
  exploration: 30,
};

/** Rising: in the last quarter of an hour read at this many times the pace of its last hours. */
const risingPace = 2;
const risingViews = 2;
const freshHours = 48;
/** Often followed: so many clicks on the pages of other stories led to it, what is old fading. */
export const oftenFollowed = 3;

/**
 * The candidates of an Edition: the best of each source, then the best of all, at most 200, one of each near-duplicate
 * cluster, enough of each language (own-language.ts), best appeal first. A story without facts or from the future is none. Only
 * stories of `facts` and `archive` are looked at: the caller passes those of the last weeks and whatever is being read or gone on to.
 */
export function buildPool(inputs: PoolInputs): Candidate[] {
  const best = new Map<string, Scored>();
  for (const scored of scoredStories(inputs)) {
    const twin = best.get(scored.clusterHead);
    if (!twin || scored.appeal > twin.appeal || (scored.appeal === twin.appeal && isSource(scored)))
      best.set(scored.clusterHead, scored);
  }
  const order = [...best.values()].sort((a, b) => b.appeal - a.appeal || (a.storyId < b.storyId ? -1 : 1));
  const chosen = new Set<Scored>();
  for (const source of poolSources) {
    const own = order.filter(({ sources }) => sources.includes(source));
    if (source === 'fresh') own.sort((a, b) => b.firstPublishedAt - a.firstPublishedAt);
    if (source === 'followed') own.sort((a, b) => b.led - a.led);
    if (source === 'related') own.sort((a, b) => b.relatedTo - a.relatedTo);
    for (const scored of own.slice(0, quota[source])) chosen.add(scored);
  }
  for (const scored of order) if (chosen.size < poolLimit) chosen.add(scored);
  const pool = withEachLanguage(order, chosen, poolLimit);
  const chances = inputs.slates ? chancesOf(pool, inputs.number) : new Map<Scored, number>();
  return pool.map((scored) => {
    const { slates: _, led: __, relatedTo: ___, ...candidate } = scored;
    return { ...candidate, explorationChance: chances.get(scored) ?? 0 };
  });
}

const isSource = ({ storyId, clusterHead }: Scored): boolean => storyId === clusterHead;

/** A page tries stories of its own language, so each language has chances of its own. */
function chancesOf(pool: readonly Scored[], seed: number): ReadonlyMap<Scored, number> {
  const random = seededRandom(seed);
  return new Map(
    byLanguage(pool).flatMap((own) => {
      const underShown = own.filter(({ sources }) => sources.includes('exploration'));
      const chances = explorationChances(
        underShown.map(({ slates }) => slates),
        random,
      );
      return underShown.map((scored, at) => [scored, chances[at]!] as const);
    }),
  );
}

interface Scored extends Omit<Candidate, 'explorationChance'> {
  readonly slates: ClickSignals;
  readonly led: number;
  /** Views of "now" of the stories in whose Related lists it stands. */
  readonly relatedTo: number;
}

const neverShown: ClickSignals = { clicks: 0, expected: 0 };
const noWords: StoryVector = { buckets: [], weights: [] };

function scoredStories(inputs: PoolInputs): Scored[] {
  const { views, slates, vectors, now } = inputs;
  const words = learnWords(inputs);
  const ledTo = slates?.ledTo(now);
  const relatedTo = relatedToRead(inputs);
  const { facts: live, archive = new Map<string, PoolFacts>() } = inputs;
  const known = [...live.values(), ...archive.values()]
    .filter(({ firstPublishedAt }) => firstPublishedAt <= now)
    .map((facts) => {
      const vector = vectors.get(facts.storyId) ?? noWords;
      const signals: AppealSignals = {
        views: views.signalsOf(facts.storyId),
        slates: slates?.of(facts.storyId, now) ?? neverShown,
        words: words.of(vector),
        firstPublishedAt: firstToldAt(facts),
      };
      const links = {
        led: ledTo?.get(facts.storyId) ?? 0,
        relatedTo: relatedTo.get(facts.storyId) ?? 0,
      };
      return { facts, vector, signals, links };
    });
  const usual = usualViewAppeal(
    known.map(({ signals }) => signals),
    now,
  );
  return known.map(({ facts, vector, signals, links }) => ({
    storyId: facts.storyId,
    clusterHead: facts.clusterHead,
    sectionPath: facts.sectionPath,
    language: facts.language,
    firstPublishedAt: signals.firstPublishedAt,
    appeal: appeal(signals, usual, now),
    sources: sourcesOf(signals, links, now).filter(
      (source) => source !== 'exploration' || (slates !== undefined && !archive.has(facts.storyId)),
    ),
    vector,
    slates: signals.slates,
    ...links,
  }));
}

/** What is being read brings the stories near it: the more it is read, the more it says. */
function relatedToRead({ related = new Map(), views }: PoolInputs): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [storyId, near] of related) {
    const { now } = views.signalsOf(storyId);
    for (const id of near) sums.set(id, (sums.get(id) ?? 0) + now);
  }
  return sums;
}

function sourcesOf(
  { views, slates, firstPublishedAt }: AppealSignals,
  { led, relatedTo }: Pick<Scored, 'led' | 'relatedTo'>,
  now: Instant,
): PoolSource[] {
  const isRising =
    views.brief >= risingViews && (views.brief * nowHours) / briefHours > risingPace * views.now;
  const isSource: Readonly<Record<PoolSource, boolean>> = {
    fresh: now - firstPublishedAt < freshHours * hourMs,
    rising: isRising,
    read: views.now >= 1,
    followed: led >= oftenFollowed,
    related: relatedTo > 0,
    exploration: slates.expected < enoughExpected,
  };
  return poolSources.filter((source) => isSource[source]);
}

/** The half-lives of the two counts that are compared: at a steady pace the counts stand to each other like these. */
const briefHours = 0.25;
const nowHours = 4;

function learnWords({ slates, facts, vectors, now }: PoolInputs): WordAppeal {
  const words = new WordAppeal();
  if (slates === undefined) return words;
  for (const storyId of facts.keys()) {
    const vector = vectors.get(storyId);
    if (vector) words.add(vector, slates.of(storyId, now));
  }
  return words;
}
