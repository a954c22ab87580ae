import { dayMs, hourMs } from '../../base/clock.js';
import { parseDeskdrop } from '../../discovery/evaluation/deskdrop.js';
import { parseEbnerdReads, parseEbnerdSlates, viewsOfClicks } from '../../discovery/evaluation/ebnerd.js';
import { parseMind } from '../../discovery/evaluation/mind.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import { ourRanker, trendingBaselines } from '../../discovery/evaluation/trending-rankers.js';
import { replayTrending, type TrendingScore } from '../../discovery/evaluation/trending-replay.js';
import type { View } from '../../discovery/evaluation/views.js';
import { audienceFiles } from './audience-files.js';

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

const metrics: readonly { readonly name: string; readonly of: (score: TrendingScore) => number }[] = [
  { name: 'share of its views on the top 10', of: (score) => score.shareTop10 },
  { name: 'share of its views on the top 10, mean of periods', of: (score) => score.meanShareTop10 },
  { name: 'share of its views on the top 8', of: (score) => score.shareTop8 },
  { name: 'nDCG@8', of: (score) => score.ndcg8 },
];

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
  const { periods: n, scores } = replayTrending(views, period.ms, [ours, ...trendingBaselines()]);
  for (const { name, of } of metrics) {
    const values = Object.fromEntries([...scores].map(([ranker, score]) => [ranker, of(score)]));
    const { ours: own, ...baselines } = values;
    yield {
      name: 'trending',
      dataset,
      metric: `${period.name}: ${name}`,
      ours: own!,
      baselines,
      unit: 'share',
      n,
    };
  }
}
