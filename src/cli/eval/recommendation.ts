import { parseBingNews } from '../../discovery/evaluation/bing-news.js';
import { parseDeskdrop } from '../../discovery/evaluation/deskdrop.js';
import { parseEbnerdSlates } from '../../discovery/evaluation/ebnerd.js';
import { type HeadlineScore, scoreHeadlines } from '../../discovery/evaluation/headline-folds.js';
import { replayLists, type VarietyScore } from '../../discovery/evaluation/list-replay.js';
import { mean } from '../../discovery/evaluation/metrics.js';
import { type MindStory, parseMind, parseMindNews, type SlateRow } from '../../discovery/evaluation/mind.js';
import { nextReadBaselines, nextReadOracle } from '../../discovery/evaluation/next-read-baselines.js';
import { ourNextReadScorer, replayNextReads } from '../../discovery/evaluation/next-read-replay.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import { sumsByUnit, type UnitSums } from '../../discovery/evaluation/resampled.js';
import {
  ourSlateScorer,
  replaySlates,
  slateBaselines,
  slateCeiling,
} from '../../discovery/evaluation/slate-replay.js';
import { defaultDials, type RecommendationDials } from '../../discovery/recommendation/dials.js';
import { audienceFiles } from './audience-files.js';
import { type Drawn, intervalsOf } from './intervals.js';

const name = 'recommendation';

const dials: Readonly<Record<string, RecommendationDials>> = {
  ours: defaultDials,
  'no dials (score alone)': { ...defaultDials, diversity: 0, exploration: 0 },
  'no exploration': { ...defaultDials, exploration: 0 },
};

const varietyMetrics: Readonly<Record<string, (score: VarietyScore) => number>> = {
  'lists: intra-list distance': (score) => score.intraListDistance,
  'lists: Gini over sections': (score) => score.sectionGini,
  'lists: bits from the mix of sections': (score) => score.miscalibration,
  'lists: share of the pool shown within a day': (score) => score.coverageInADay,
  'lists: share of stories never shown': (score) => score.neverShown,
};

/** How well the ranker's parts foretell clicks and reads; each on the public set that can judge it. */
export const evaluate: Evaluation = async function* (root) {
  for (const file of audienceFiles(root, /^mind-sample-[fw].*\.tsv\.gz$/)) {
    const rows = parseMind(file.lines());
    yield* slateFigures(file.name, rows);
    const news = audienceFiles(root, /^mind-sample-news.*\.tsv\.gz$/).flatMap((each) =>
      parseMindNews(each.lines()),
    );
    yield* varietyFigures(file.name, rows, news);
  }
  for (const file of audienceFiles(root, /^ebnerd-(?!history).*\.jsonl\.gz$/)) {
    yield* slateFigures(file.name, parseEbnerdSlates(file.lines()));
  }
  for (const file of audienceFiles(root, /^deskdrop-.*\.csv\.gz$/)) {
    yield* nextReadFigures(file.name, file.lines());
  }
  for (const file of audienceFiles(root, /^bing-news-.*\.txt\.gz$/)) {
    yield* headlineFigures(file.name, file.lines());
  }
};

function* slateFigures(dataset: string, rows: readonly SlateRow[]): Iterable<Figure> {
  const ceiling = slateCeiling(rows);
  const scorers = [ourSlateScorer(), ...slateBaselines(), ceiling];
  const { slates, aucs, ndcgs, personIds } = replaySlates(rows, scorers);
  const measures = [
    { metric: 'AUC, mean of slates', of: aucs },
    { metric: 'nDCG@10, mean of slates', of: ndcgs },
  ];
  for (const { metric, of } of measures) {
    const { ours, ...baselines } = Object.fromEntries([...of].map(([each, values]) => [each, mean(values)]));
    const figure = { name, dataset, metric, ours: ours!, baselines, unit: 'score', n: slates };
    yield figure;
    yield* intervalsOf(figure, byReader(of, personIds, ceiling.name));
  }
}

/** A reader's slates are alike, so readers are drawn. */
function byReader(
  values: ReadonlyMap<string, readonly number[]>,
  personIds: readonly string[],
  besides: string,
): Drawn {
  const rivals = [...values].filter(([each]) => each !== besides);
  const sums = rivals.map(([each, above]): [string, UnitSums] => [
    each,
    sumsByUnit({ above, below: above.map(() => 1) }, (at) => personIds[at]!),
  ]);
  return { units: 'readers', sums: new Map(sums) };
}

function* nextReadFigures(dataset: string, lines: string[]): Iterable<Figure> {
  const views = parseDeskdrop(lines);
  const oracle = nextReadOracle(views);
  const scorers = [ourNextReadScorer(), ...nextReadBaselines(), oracle];
  const { reads, hit10, hits, personIds, ceiling } = replayNextReads(views, scorers);
  const { ours, ...baselines } = Object.fromEntries(hit10);
  const figure = {
    name,
    dataset,
    metric:
      'next unread story in the top 10, last fifth (on the device only: stories already read are left out)',
    ours: ours!,
    baselines: { ...baselines, 'ceiling (story seen by anyone before)': ceiling },
    unit: 'share',
    n: reads,
  };
  yield figure;
  yield* intervalsOf(figure, byReader(hits, personIds, oracle.name));
}

function* headlineFigures(dataset: string, lines: string[]): Iterable<Figure> {
  const rows = parseBingNews(lines);
  const scores = new Map(Object.entries(scoreHeadlines(rows)));
  const figureOf = (metric: string, of: (score: HeadlineScore) => number): Figure => {
    const { ours, ...baselines } = Object.fromEntries([...scores].map(([each, score]) => [each, of(score)]));
    return { name, dataset, metric, ours: ours!, baselines, unit: 'score', n: rows.length };
  };
  yield figureOf('AUC, all rows, 5-fold (on the device only)', ({ pooled }) => pooled);
  const figure = figureOf(
    'AUC, within a person, 5-fold (on the device only)',
    ({ withinPerson }) => withinPerson,
  );
  yield figure;
  const sums = new Map([...scores].map(([each, { pairsByPerson }]) => [each, pairsByPerson]));
  yield* intervalsOf(figure, { units: 'readers', sums });
}

function* varietyFigures(
  dataset: string,
  rows: readonly SlateRow[],
  news: readonly MindStory[],
): Iterable<Figure> {
  if (news.length === 0) return;
  const scores = replayLists(rows, news, dials);
  for (const [metric, of] of Object.entries(varietyMetrics)) {
    const { ours, ...baselines } = Object.fromEntries([...scores].map(([each, score]) => [each, of(score)]));
    yield { name, dataset, metric, ours: ours!, baselines, unit: 'share', n: scores.get('ours')!.lists };
  }
}
