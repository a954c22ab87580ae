import type { Instant } from '../../base/clock.js';
import { rankings } from '../ranking/rank.js';
import { type RankingSetting, settings } from '../ranking/setting.js';
import { type StoryFacts, slotOf } from '../ranking/tally.js';
import { ViewCounts } from '../ranking/view-counts.js';
import { type HotStory, hotnessBaselines } from './hotness-baselines.js';
import { mean, ndcgAt } from './metrics.js';
import { trailingCounter } from './trailing-counter.js';
import type { View } from './views.js';

/** A way to rank, fed with views as they happen and asked for its first ten from time to time. */
export interface TrendingRanker {
  readonly name: string;
  /** Views since the last call, in time order, all before the next `top`. */
  take(views: readonly View[]): void;
  top(now: Instant): readonly string[];
}

const topLength = 10;

/** The product's own list "now", fed with five-minute tallies. A story counts as published when it was first viewed. */
export function ourRanker(choice: readonly RankingSetting[] = settings): TrendingRanker {
  const counts = new ViewCounts(choice);
  const facts = new Map<string, StoryFacts>();
  let pending: View[] = [];
  return {
    name: 'ours',
    take: (views) => {
      pending = views as View[];
      for (const { storyId, at } of views) {
        if (facts.has(storyId)) continue;
        facts.set(storyId, { storyId, firstPublishedAt: at, sectionPath: '', clusterHead: storyId });
      }
    },
    top: (now) => {
      const tallies = pending.map(({ storyId, at }) => ({ storyId, startsAt: slotOf(at), validViews: 1 }));
      counts.add(tallies, facts, now);
      pending = [];
      const list = rankings(counts, facts, now, { length: topLength }).site.now;
      return list.kind === 'ranked' ? list.stories.map(({ storyId }) => storyId) : [];
    },
  };
}

/** Plain counts over the last `hours`; infinite for all time. */
function trailingRanker(name: string, hours: number): TrendingRanker {
  const counter = trailingCounter(hours);
  return {
    name,
    take: (views) => {
      for (const { storyId, at } of views) counter.add(storyId, at);
    },
    top: (now) => best(counter.all(now), (_, count) => (count > 0 ? count : undefined)),
  };
}

/** A published formula over all stories ever seen, with views as votes. */
function hotnessRanker(name: string): TrendingRanker {
  const hotness = hotnessBaselines[name]!;
  const stories = new Map<string, HotStory>();
  return {
    name,
    take: (views) => {
      for (const { storyId, at } of views) {
        const old = stories.get(storyId);
        stories.set(storyId, { votes: (old?.votes ?? 0) + 1, publishedAt: old?.publishedAt ?? at });
      }
    },
    top: (now) => best(stories, (_, story) => hotness(story, now)),
  };
}

export const trendingBaselines = (): TrendingRanker[] => [
  ...[1, 6, 24, 48, 168].map((hours) => trailingRanker(`trailing ${hours} h`, hours)),
  trailingRanker('all time', Number.POSITIVE_INFINITY),
  ...Object.keys(hotnessBaselines).map(hotnessRanker),
];

function best<Value>(
  values: ReadonlyMap<string, Value>,
  score: (storyId: string, value: Value) => number | undefined,
): string[] {
  const scored: { readonly storyId: string; readonly score: number }[] = [];
  for (const [storyId, value] of values) {
    const own = score(storyId, value);
    if (own !== undefined) scored.push({ storyId, score: own });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, topLength)
    .map(({ storyId }) => storyId);
}

export interface TrendingScore {
  /** Share of all views of all periods that fell on the first ten (eight) listed at each period's start. */
  readonly shareTop10: number;
  readonly shareTop8: number;
  /** The same, as the mean over periods: a quiet one counts like a busy one. */
  readonly meanShareTop10: number;
  readonly ndcg8: number;
}

export interface TrendingResult {
  readonly periods: number;
  readonly scores: ReadonlyMap<string, TrendingScore>;
}

/**
 * Replays views in time order: at each start of a period (UTC, whole multiples of `periodMs`) every ranker is asked for its
 * list, knowing only what came before; then the period's views say what it caught. Periods without views and the last,
 * unfinished one are left out. "oracle" knows the coming views and may list stories that have been seen before.
 */
export function replayTrending(
  views: readonly View[],
  periodMs: number,
  rankers: readonly TrendingRanker[],
): TrendingResult {
  const sheets = new Map([...rankers.map(({ name }) => name), 'oracle'].map((name) => [name, newSheet()]));
  const seen = new Set<string>();
  let cursor = 0;
  let periods = 0;
  const last = views.at(-1)?.at ?? 0;
  for (let now = startAfter(views[0]?.at ?? 0, periodMs); now + periodMs <= last + 1; now += periodMs) {
    const past = takeUntil(views, cursor, now);
    cursor += past.length;
    for (const { storyId } of past) seen.add(storyId);
    for (const ranker of rankers) ranker.take(past);
    const coming = takeUntil(views, cursor, now + periodMs);
    if (coming.length === 0) continue;
    periods += 1;
    const counts = countByStory(coming);
    for (const ranker of rankers) note(sheets.get(ranker.name)!, ranker.top(now), counts, coming.length);
    const known = best(counts, (storyId, count) => (seen.has(storyId) ? count : undefined));
    note(sheets.get('oracle')!, known, counts, coming.length);
  }
  return { periods, scores: new Map([...sheets].map(([name, sheet]) => [name, scoreOf(sheet)])) };
}

const startAfter = (instant: Instant, periodMs: number): Instant =>
  (Math.floor(instant / periodMs) + 1) * periodMs;

function takeUntil(views: readonly View[], from: number, until: Instant): readonly View[] {
  let end = from;
  while (end < views.length && views[end]!.at < until) end += 1;
  return views.slice(from, end);
}

function countByStory(views: readonly View[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { storyId } of views) counts.set(storyId, (counts.get(storyId) ?? 0) + 1);
  return counts;
}

interface Sheet {
  readonly caught8: number[];
  readonly caught10: number[];
  readonly views: number[];
  readonly ndcg8: number[];
}

const newSheet = (): Sheet => ({ caught8: [], caught10: [], views: [], ndcg8: [] });

function note(
  sheet: Sheet,
  list: readonly string[],
  counts: ReadonlyMap<string, number>,
  views: number,
): void {
  const gains = list.map((storyId) => counts.get(storyId) ?? 0);
  sheet.caught8.push(sum(gains.slice(0, 8)));
  sheet.caught10.push(sum(gains));
  sheet.views.push(views);
  sheet.ndcg8.push(ndcgAt(gains, 8, [...counts.values()]));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const scoreOf = (sheet: Sheet): TrendingScore => ({
  shareTop10: sum(sheet.caught10) / Math.max(1, sum(sheet.views)),
  shareTop8: sum(sheet.caught8) / Math.max(1, sum(sheet.views)),
  meanShareTop10: mean(sheet.caught10.map((caught, at) => caught / sheet.views[at]!)),
  ndcg8: mean(sheet.ndcg8),
});
