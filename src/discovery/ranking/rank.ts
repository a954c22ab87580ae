import type { Instant } from '../../base/clock.js';
import { scoreOf } from './setting.js';
import { type FactsById, firstToldAt, type StoryFacts, type Tally } from './tally.js';
import { ViewCounts, weekHalfLifeHours } from './view-counts.js';

export const rankingWindows = ['now', 'today', 'week'] as const;
export type RankingWindow = (typeof rankingWindows)[number];

export interface RankedStory {
  readonly storyId: string;
  /** Views as the window weighs them. */
  readonly score: number;
}

/** How a list was made, so that the page can print it beside the list. */
export type RankingBasis =
  /**
   * Views fade by half in this many hours: of the wall, or of usual traffic (site-clock.ts). With `freshness`, a story's
   * score is multiplied by (1 + age ÷ hours) ^ −power.
   */
  | {
      readonly kind: 'decay';
      readonly clock: 'wall' | 'site';
      readonly halfLifeHours: number;
      readonly freshness: { readonly hours: number; readonly power: number } | undefined;
    }
  /** Every view since then counts one. */
  | { readonly kind: 'trailing'; readonly hours: number; readonly since: Instant };

export type RankingList =
  | {
      readonly kind: 'ranked';
      readonly window: RankingWindow;
      readonly basis: RankingBasis;
      /** Views until this instant are in the list. */
      readonly countedUntil: Instant;
      readonly stories: readonly RankedStory[];
    }
  | {
      readonly kind: 'newest';
      readonly window: RankingWindow;
      /** Why it is not a ranking: nothing on this list's stories has been counted in the window. */
      readonly reason: 'no-views';
      readonly countedUntil: Instant;
      readonly stories: readonly RankedStory[];
    };

/** The lists of the whole site and of each section, by window. */
export interface Rankings {
  readonly site: Readonly<Record<RankingWindow, RankingList>>;
  readonly sections: Readonly<Record<string, Readonly<Record<RankingWindow, RankingList>>>>;
}

export interface RankOptions {
  /** Stories in a list, at most. */
  readonly length?: number;
}

const rankingLength = 8;

/**
 * The three lists of the site and of its sections as they stand at `now`. A story without facts, or first published later, is
 * in none; of a near-duplicate cluster the most read one is, weighed by the age of the first. Facts of the newest stories must be among `facts` even if nobody
 * has read them yet: they are the list where there are no views.
 */
export function rankings(
  counts: ViewCounts,
  facts: FactsById,
  now: Instant,
  options: RankOptions = {},
): Rankings {
  const length = options.length ?? rankingLength;
  const newest = bySection(
    inOrder([...facts.keys()], (storyId) => firstToldAt(facts.get(storyId)!), facts, now),
    length,
  );
  const ranked = rankingWindows.map((window) => bySection(orderOf(window, counts, facts, now), length));
  const countedUntil = counts.through ?? now;
  const listsOf = (section: string) =>
    Object.fromEntries(
      rankingWindows.map((window, at): [RankingWindow, RankingList] => {
        const stories = ranked[at]!.get(section) ?? [];
        if (stories.length > 0) {
          return [
            window,
            { kind: 'ranked', window, basis: basisOf(window, counts, now), countedUntil, stories },
          ];
        }
        const fresh = (newest.get(section) ?? []).map(({ storyId }) => ({ storyId, score: 0 }));
        return [window, { kind: 'newest', window, reason: 'no-views', countedUntil, stories: fresh }];
      }),
    ) as Record<RankingWindow, RankingList>;
  const sections = [...newest.keys()].filter((section) => section !== wholeSite).sort();
  return {
    site: listsOf(wholeSite),
    sections: Object.fromEntries(sections.map((section) => [section, listsOf(section)])),
  };
}

/** One list straight from tallies, for replay and tests. Tallies of slots that begin at `now` or later are left out. */
export function rank(
  tallies: readonly Tally[],
  facts: FactsById,
  now: Instant,
  window: RankingWindow = 'now',
  options: RankOptions = {},
): RankingList {
  const counts = new ViewCounts();
  counts.add(
    tallies.filter(({ startsAt }) => startsAt < now),
    facts,
    now,
  );
  return rankings(counts, facts, now, options).site[window];
}

interface ScoredStory extends RankedStory {
  readonly facts: StoryFacts;
}

const wholeSite = '';

function orderOf(window: RankingWindow, counts: ViewCounts, facts: FactsById, now: Instant): ScoredStory[] {
  if (window === 'today') return inOrder(counts.today.ids(), (id) => counts.today.of(id), facts, now);
  const { ids, of } = window === 'now' ? counts.now : counts.weekAt(now);
  if (window === 'week') return inOrder(ids(), of, facts, now);
  const setting = counts.setting;
  return inOrder(ids(), (id) => scoreOf(setting, of(id), now - firstToldAt(facts.get(id)!)), facts, now);
}

/** Highest score first; of equals the newer one, a source before its copies, then by id, so that every process makes the same list. */
function inOrder(
  storyIds: Iterable<string>,
  score: (storyId: string) => number,
  facts: FactsById,
  now: Instant,
): ScoredStory[] {
  const scored: ScoredStory[] = [];
  for (const storyId of storyIds) {
    const story = facts.get(storyId);
    if (story && story.firstPublishedAt <= now) scored.push({ storyId, score: score(storyId), facts: story });
  }
  return scored.sort(
    (a, b) =>
      b.score - a.score ||
      firstToldAt(b.facts) - firstToldAt(a.facts) ||
      Number(isSource(b)) - Number(isSource(a)) ||
      (a.storyId < b.storyId ? -1 : 1),
  );
}

const isSource = ({ storyId, facts }: ScoredStory): boolean => facts.clusterHead === storyId;

/** The first `length` of the whole site and of every section with its subsections, one of each near-duplicate cluster. */
function bySection(order: readonly ScoredStory[], length: number): Map<string, RankedStory[]> {
  const lists = new Map<string, { stories: RankedStory[]; clusters: Set<string> }>();
  for (const { storyId, score, facts } of order) {
    for (const section of [wholeSite, ...withAncestors(facts.sectionPath)]) {
      const list = lists.get(section) ?? { stories: [], clusters: new Set<string>() };
      lists.set(section, list);
      if (list.stories.length >= length || list.clusters.has(facts.clusterHead)) continue;
      list.clusters.add(facts.clusterHead);
      list.stories.push({ storyId, score });
    }
  }
  return new Map([...lists].map(([section, { stories }]) => [section, stories]));
}

/** "world/asia" is in "world" and in "world/asia". */
function withAncestors(sectionPath: string): string[] {
  if (sectionPath === '') return [];
  const parts = sectionPath.split('/');
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}

function basisOf(window: RankingWindow, counts: ViewCounts, now: Instant): RankingBasis {
  if (window === 'today')
    return { kind: 'trailing', hours: counts.today.hours, since: counts.today.since(counts.through ?? now) };
  if (window === 'week')
    return { kind: 'decay', clock: 'wall', halfLifeHours: weekHalfLifeHours, freshness: undefined };
  const { halfLifeHours, freshnessHours, freshnessPower } = counts.setting;
  return {
    kind: 'decay',
    clock: 'site',
    halfLifeHours,
    freshness: { hours: freshnessHours, power: freshnessPower },
  };
}
