import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts } from '../ranking/decayed-counts.js';
import { slotMs, slotOf } from '../ranking/tally.js';
import { type ComparedClock, UsualTraffic } from './compared-clocks.js';
import type { SlateRow } from './mind.js';
import { trailingCounter } from './trailing-counter.js';
import type { TrendingRanker } from './trending-rankers.js';
import type { View } from './views.js';

/** How a ranker adds up what it is fed, in time order. */
export interface Counting {
  add(view: View): void;
  /** Stories that count, with what they count. */
  all(now: Instant): Iterable<readonly [storyId: string, count: number]>;
}

const listLength = 10;

/** The ten with the best scores by count and age; of equals the newer, as in the product. */
export function countingRanker(
  name: string,
  counting: Counting,
  score: (count: number, ageMs: number) => number,
): TrendingRanker {
  const publishedAt = new Map<string, Instant>();
  return {
    name,
    take: (views) => {
      for (const view of views) {
        counting.add(view);
        const { storyId, at, publishedAt: known = at } = view;
        if (!publishedAt.has(storyId)) publishedAt.set(storyId, known);
      }
    },
    top: (now) =>
      [...counting.all(now)]
        .map(([storyId, count]) => {
          const born = publishedAt.get(storyId)!;
          return { storyId, born, score: score(count, now - born) };
        })
        .sort((a, b) => b.score - a.score || b.born - a.born || (a.storyId < b.storyId ? -1 : 1))
        .slice(0, listLength)
        .map(({ storyId }) => storyId),
  };
}

/** What the product's counts forget, and the half-life that keeps longest there (view-counts.ts). */
const leastViews = 0.02;
const keptHalfLifeHours = 4;

/** Views that fade on a clock, slot by slot; `worthOf` a slot's views is 1 unless given. */
export function fading(
  clock: ComparedClock,
  halfLifeHours: number,
  worthOf: (startsAt: Instant, siteViews: number) => number = () => 1,
): Counting {
  const counts = new DecayedCounts([...new Set([halfLifeHours, keptHalfLifeHours])]);
  let pending: View[] = [];
  let through: Instant | undefined;
  const takeSlot = (startsAt: Instant, views: readonly View[]) => {
    const total = views.reduce((sum, { times = 1 }) => sum + times, 0);
    clock.advance(startsAt, total);
    const worth = worthOf(startsAt, total);
    for (const { storyId, times = 1 } of views) counts.add(storyId, clock.hours, worth * times);
    if ((startsAt + slotMs) % hourMs === 0) counts.forget(clock.hours, leastViews);
  };
  const moveTo = (now: Instant) => {
    let next = 0;
    through ??= pending[0] && slotOf(pending[0].at);
    for (; through !== undefined && through < now; through += slotMs) {
      const first = next;
      while (next < pending.length && pending[next]!.at < through + slotMs) next += 1;
      takeSlot(through, pending.slice(first, next));
    }
    pending = pending.slice(next);
  };
  return {
    add: (view) => pending.push(view),
    all: function* (now) {
      moveTo(now);
      for (const storyId of counts.ids()) yield [storyId, counts.at(storyId, clock.hours, halfLifeHours)];
    },
  };
}

/** For `fading`: what an hour of this weekday is usually read is taken out of its views. */
export function overUsualTraffic(): (startsAt: Instant, siteViews: number) => number {
  const usual = new UsualTraffic();
  return (startsAt, siteViews) => {
    const worth = 1 / usual.at(startsAt);
    usual.add(startsAt, siteViews);
    return worth;
  };
}

/** Views of the last hours, each one. */
export function trailing(hours: number): Counting {
  const counter = trailingCounter(hours);
  return {
    add: ({ storyId, at, times }) => counter.add(storyId, at, times),
    all: (now) => [...counter.all(now)].filter(([, count]) => count > 0),
  };
}

/**
 * Clicks over the clicks that an average story would have had in the same slates, both fading, with some of either added; the
 * slates are those before the list is asked for.
 */
export function clickRates(
  name: string,
  slates: readonly SlateRow[],
  halfLifeHours: number,
  score: (clicks: number, rate: number, ageMs: number) => number,
): TrendingRanker {
  const prior = 3;
  const clicks = new DecayedCounts([halfLifeHours]);
  const expected = new DecayedCounts([halfLifeHours]);
  const firstShownAt = new Map<string, Instant>();
  let next = 0;
  const moveTo = (now: Instant) => {
    for (; next < slates.length && slates[next]!.at < now; next += 1) {
      const { at, storyIds, clicked } = slates[next]!;
      const usual = clicked.filter(Boolean).length / storyIds.length;
      storyIds.forEach((storyId, place) => {
        if (usual > 0) expected.add(storyId, at / hourMs, usual);
        if (clicked[place]) clicks.add(storyId, at / hourMs, 1);
        if (!firstShownAt.has(storyId)) firstShownAt.set(storyId, at);
      });
    }
  };
  return {
    name,
    take: () => {},
    top: (now) => {
      moveTo(now);
      return [...expected.ids()]
        .map((storyId) => {
          const own = clicks.at(storyId, now / hourMs);
          const rate = (own + prior) / (expected.at(storyId, now / hourMs) + prior);
          return { storyId, score: score(own, rate, now - firstShownAt.get(storyId)!) };
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, listLength)
        .map(({ storyId }) => storyId);
    },
  };
}

/** A ranker that goes by another log than the one that it is judged by: told what happened in it before the list is asked for. */
export function fedFrom(log: readonly View[], ranker: TrendingRanker): TrendingRanker {
  let next = 0;
  return {
    name: ranker.name,
    take: () => {},
    top: (now) => {
      const first = next;
      while (next < log.length && log[next]!.at < now) next += 1;
      ranker.take(log.slice(first, next));
      return ranker.top(now);
    },
  };
}
