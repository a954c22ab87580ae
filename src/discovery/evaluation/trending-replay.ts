import type { Instant } from '../../base/clock.js';
import { mean, ndcgAt } from './metrics.js';
import { best, type TrendingRanker } from './trending-rankers.js';
import type { View } from './views.js';

export interface TrendingScore {
  /** Share of all views of all periods that fell on the first ten (eight) listed at each period's start. */
  readonly shareTop10: number;
  readonly shareTop8: number;
  /** The same, as the mean over periods: a quiet one counts like a busy one. */
  readonly meanShareTop10: number;
  readonly ndcg8: number;
  /** Views that the first eight (ten) caught in each period. */
  readonly caughtTop8: readonly number[];
  readonly caughtTop10: readonly number[];
  readonly ndcgs8: readonly number[];
}

export interface TrendingResult {
  readonly periods: number;
  /** When each period began. */
  readonly startedAt: readonly Instant[];
  /** All views of each period. */
  readonly views: readonly number[];
  readonly scores: ReadonlyMap<string, TrendingScore>;
}

/** Replays views that are at hand; the last, unfinished period is left out. */
export function replayTrending(
  views: readonly View[],
  periodMs: number,
  rankers: readonly TrendingRanker[],
): TrendingResult {
  const replay = new TrendingReplay(periodMs, rankers);
  for (const view of views) replay.add(view);
  return replay.finish((views.at(-1)?.at ?? 0) + 1);
}

/**
 * Replays views in time order: at each start of a period (UTC, whole multiples of `periodMs`) every ranker is asked for its
 * list, knowing only what came before; then the period's views say what it caught. What came before the first whole period is
 * learned from; periods without views are left out. "oracle" knows the coming views and may list stories that have been seen
 * before. Holds the views of one period only.
 */
export class TrendingReplay {
  readonly #periodMs: number;
  readonly #rankers: readonly TrendingRanker[];
  readonly #sheets: ReadonlyMap<string, Sheet>;
  readonly #seen = new Set<string>();
  readonly #startedAt: Instant[] = [];
  readonly #views: number[] = [];
  #coming: View[] = [];
  #startsAt: Instant | undefined;
  #isWhole = false;

  constructor(periodMs: number, rankers: readonly TrendingRanker[]) {
    this.#periodMs = periodMs;
    this.#rankers = rankers;
    this.#sheets = new Map([...rankers.map(({ name }) => name), 'oracle'].map((name) => [name, newSheet()]));
  }

  add(view: View): void {
    this.#startsAt ??= Math.floor(view.at / this.#periodMs) * this.#periodMs;
    while (view.at >= this.#startsAt + this.#periodMs) this.#close(this.#startsAt);
    this.#coming.push(view);
  }

  /** `through` is how far the log goes: a period that ends later is not over. */
  finish(through: Instant): TrendingResult {
    while (this.#startsAt !== undefined && this.#startsAt + this.#periodMs <= through)
      this.#close(this.#startsAt);
    return {
      periods: this.#views.length,
      startedAt: this.#startedAt,
      views: this.#views,
      scores: new Map([...this.#sheets].map(([name, sheet]) => [name, scoreOf(sheet, this.#views)])),
    };
  }

  #close(startsAt: Instant): void {
    if (this.#isWhole && this.#coming.length > 0) this.#judge(startsAt);
    for (const ranker of this.#rankers) ranker.take(this.#coming);
    for (const { storyId } of this.#coming) this.#seen.add(storyId);
    this.#coming = [];
    this.#startsAt = startsAt + this.#periodMs;
    this.#isWhole = true;
  }

  #judge(now: Instant): void {
    const counts = countByStory(this.#coming);
    this.#startedAt.push(now);
    this.#views.push(sum([...counts.values()]));
    for (const ranker of this.#rankers) note(this.#sheets.get(ranker.name)!, ranker.top(now), counts);
    const known = best(counts, (storyId, count) => (this.#seen.has(storyId) ? count : undefined));
    note(this.#sheets.get('oracle')!, known, counts);
  }
}

function countByStory(views: readonly View[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { storyId, times = 1 } of views) counts.set(storyId, (counts.get(storyId) ?? 0) + times);
  return counts;
}

interface Sheet {
  readonly caught8: number[];
  readonly caught10: number[];
  readonly ndcg8: number[];
}

const newSheet = (): Sheet => ({ caught8: [], caught10: [], ndcg8: [] });

function note(sheet: Sheet, list: readonly string[], counts: ReadonlyMap<string, number>): void {
  const gains = list.map((storyId) => counts.get(storyId) ?? 0);
  sheet.caught8.push(sum(gains.slice(0, 8)));
  sheet.caught10.push(sum(gains));
  sheet.ndcg8.push(ndcgAt(gains, 8, [...counts.values()]));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const scoreOf = ({ caught8, caught10, ndcg8 }: Sheet, views: readonly number[]): TrendingScore => ({
  shareTop10: sum(caught10) / Math.max(1, sum(views)),
  shareTop8: sum(caught8) / Math.max(1, sum(views)),
  meanShareTop10: mean(caught10.map((caught, at) => caught / views[at]!)),
  ndcg8: mean(ndcg8),
  caughtTop8: caught8,
  caughtTop10: caught10,
  ndcgs8: ndcg8,
});
