import type { Instant } from '../../base/clock.js';
import { rankings } from '../ranking/rank.js';
import { type RankingSetting, settings } from '../ranking/setting.js';
import { type StoryFacts, slotOf } from '../ranking/tally.js';
import { ViewCounts } from '../ranking/view-counts.js';
import { type HotStory, hotnessBaselines } from './hotness-baselines.js';
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

/** The product's own list "now", fed with five-minute tallies. Without a date of its own a story counts as published when first viewed. */
export function ourRanker(choice: readonly RankingSetting[] = settings): TrendingRanker {
  const counts = new ViewCounts(choice);
  const facts = new Map<string, StoryFacts>();
  let pending: View[] = [];
  return {
    name: 'ours',
    take: (views) => {
      pending = pending.concat(views);
      for (const { storyId, at, publishedAt = at } of views) {
        if (facts.has(storyId)) continue;
        facts.set(storyId, { storyId, firstPublishedAt: publishedAt, sectionPath: '', clusterHead: storyId });
      }
    },
    top: (now) => {
      const tallies = pending.map(({ storyId, at, times = 1 }) => ({
        storyId,
        startsAt: slotOf(at),
        validViews: times,
      }));
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
      for (const { storyId, at, times } of views) counter.add(storyId, at, times);
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
      for (const { storyId, at, times = 1, publishedAt = at } of views) {
        const old = stories.get(storyId);
        stories.set(storyId, {
          votes: (old?.votes ?? 0) + times,
          publishedAt: old?.publishedAt ?? publishedAt,
        });
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

/** The ten with the highest scores; those without one are left out. */
export function best<Value>(
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
