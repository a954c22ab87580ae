import { dayMs, hourMs } from '../../base/clock.js';
import { parseDeskdrop } from '../../discovery/evaluation/deskdrop.js';
import { parseEbnerdReads, parseEbnerdSlates, viewsOfClicks } from '../../discovery/evaluation/ebnerd.js';
import { parseMind } from '../../discovery/evaluation/mind.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import { sumsByUnit, type UnitSums } from '../../discovery/evaluation/resampled.js';
import { ourRanker, trendingBaselines } from '../../discovery/evaluation/trending-rankers.js';
import {
  replayTrending,
  type TrendingResult,
  type TrendingScore,
} from '../../discovery/evaluation/trending-replay.js';
import type { View } from '../../discovery/evaluation/views.js';
import { audienceFiles } from './audience-files.js';
import { type Drawn, intervalsOf, ratiosOf, unitsNeeded } from './intervals.js';

const kinds: readonly { readonly pattern: RegExp; readonly parse: (lines: string[]) => View[] }[] = [
  { pattern: /^deskdrop-.*\.csv\.gz$/, parse: parseDeskdrop },
  { pattern: /^ebnerd-(?!history).*\.jsonl\.gz$/, parse: (lines) => viewsOfClicks(parseEbnerdSlates(lines)) },
  { pattern: /^ebnerd-history.*\.jsonl\.gz$/, parse: parseEbnerdReads },
  { pattern: /^mind-sample-[fw].*\.tsv\.gz$/, parse: (lines) => viewsOfClicks(parseMind(lines)) },
];

const periods = [
  { name: 'next day', ms: dayMs },
  { name: 'next hour', ms: hourMs },
];

interface Metric {
  readonly name: string;
  readonly of: (score: TrendingScore) => number;
  /** What each period adds to the sums that it is the ratio of. */
  readonly sumsOf: (score: TrendingScore, views: readonly number[]) => UnitSums;
}

const ones = (values: readonly unknown[]): number[] => values.map(() => 1);

const metrics: readonly Metric[] = [
  {
    name: 'share of its views on the top 10',
    of: (score) => score.shareTop10,
    sumsOf: ({ caughtTop10 }, views) => ({ above: caughtTop10, below: views }),
  },
  {
    name: 'share of its views on the top 10, mean of periods',
    of: (score) => score.meanShareTop10,
    sumsOf: ({ caughtTop10 }, views) => ({
      above: caughtTop10.map((caught, period) => caught / views[period]!),
      below: ones(views),
    }),
  },
  {
    name: 'share of its views on the top 8',
    of: (score) => score.shareTop8,
    sumsOf: ({ caughtTop8 }, views) => ({ above: caughtTop8, below: views }),
  },
  {
    name: 'nDCG@8',
    of: (score) => score.ndcg8,
    sumsOf: ({ ndcgs8 }, views) => ({ above: ndcgs8, below: ones(views) }),
  },
];

const oracle = 'oracle';
const isWindow = (name: string): boolean => name.startsWith('trailing') || name === 'all time';

/** How well the list "now" foretells what is read next, beside trailing windows, published formulas and an oracle. */
export const evaluate: Evaluation = async function* (root) {
  for (const { pattern, parse } of kinds) {
    for (const file of audienceFiles(root, pattern)) {
      const views = parse(file.lines());
      for (const period of periods) yield* figuresOf(file.name, views, period);
    }
  }
};

function* figuresOf(
  dataset: string,
  views: readonly View[],
  period: (typeof periods)[number],
): Iterable<Figure> {
  const ours = ourRanker();
  const result = replayTrending(views, period.ms, [ours, ...trendingBaselines()]);
  for (const metric of metrics) {
    const values = Object.fromEntries(
      [...result.scores].map(([ranker, score]) => [ranker, metric.of(score)]),
    );
    const { ours: own, ...baselines } = values;
    const figure = {
      name: 'trending',
      dataset,
      metric: `${period.name}: ${metric.name}`,
      ours: own!,
      baselines,
      unit: 'share',
      n: result.periods,
    };
    yield figure;
    const drawn = drawnOf(result, metric);
    yield* intervalsOf(figure, drawn);
    if (period.ms === dayMs) yield* ratiosOf(figure, drawn, isWindow);
  }
}

/** Hours of a day are alike, so days are drawn; where a log has too few of them, hours, which makes its intervals too narrow. */
function drawnOf({ startedAt, views, scores }: TrendingResult, { sumsOf }: Metric): Drawn {
  const dayOf = (period: number) => Math.floor(startedAt[period]! / dayMs);
  const days = new Set(startedAt.map((_, period) => dayOf(period))).size;
  const isByDay = days >= unitsNeeded;
  const rivals = [...scores].filter(([name]) => name !== oracle);
  const sums = rivals.map(([name, score]): [string, UnitSums] => {
    const own = sumsOf(score, views);
    return [name, isByDay ? sumsByUnit(own, dayOf) : own];
  });
  return { units: isByDay ? 'days' : 'hours', sums: new Map(sums) };
}
