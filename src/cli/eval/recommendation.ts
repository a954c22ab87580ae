import { parseBingNews } from '../../discovery/evaluation/bing-news.js';
import { parseDeskdrop } from '../../discovery/evaluation/deskdrop.js';
import { parseEbnerdSlates } from '../../discovery/evaluation/ebnerd.js';
import { type HeadlineScore, scoreHeadlines } from '../../discovery/evaluation/headline-folds.js';
import { replayLists, type VarietyScore } from '../../discovery/evaluation/list-replay.js';
import { type MindStory, parseMind, parseMindNews, type SlateRow } from '../../discovery/evaluation/mind.js';
import {
  nextReadBaselines,
  ourNextReadScorer,
  replayNextReads,
} from '../../discovery/evaluation/next-read-replay.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import {
  ourSlateScorer,
  replaySlates,
  slateBaselines,
  slateCeiling,
} from '../../discovery/evaluation/slate-replay.js';
import { defaultDials, type RecommendationDials } from '../../discovery/recommendation/dials.js';
import { audienceFiles } from './audience-files.js';

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
    yield nextReadFigure(file.name, file.lines());
  }
  for (const file of audienceFiles(root, /^bing-news-.*\.txt\.gz$/)) {
    yield* headlineFigures(file.name, file.lines());
  }
};

function* slateFigures(dataset: string, rows: readonly SlateRow[]): Iterable<Figure> {
  const { slates, scores } = replaySlates(rows, [ourSlateScorer(), ...slateBaselines(), slateCeiling(rows)]);
  const figure = (metric: string, of: (name: string) => number): Figure => ({
    name,
    dataset,
    metric,
    ours: of('ours'),
    baselines: Object.fromEntries(
      [...scores.keys()].filter((each) => each !== 'ours').map((each) => [each, of(each)]),
    ),
    unit: 'score',
    n: slates,
  });
  yield figure('AUC, mean of slates', (each) => scores.get(each)!.auc);
  yield figure('nDCG@10, mean of slates', (each) => scores.get(each)!.ndcg10);
}

function nextReadFigure(dataset: string, lines: string[]): Figure {
  const scorers = [ourNextReadScorer(), ...nextReadBaselines()];
  const { reads, hit10, ceiling } = replayNextReads(parseDeskdrop(lines), scorers);
  const { ours, ...baselines } = Object.fromEntries(hit10);
  return {
    name,
    dataset,
    metric:
      'next unread story in the top 10, last fifth (on the device only: stories already read are left out)',
    ours: ours!,
    baselines: { ...baselines, 'ceiling (story seen by anyone before)': ceiling },
    unit: 'share',
    n: reads,
  };
}

function* headlineFigures(dataset: string, lines: string[]): Iterable<Figure> {
  const rows = parseBingNews(lines);
  const { ours, ...baselines } = scoreHeadlines(rows);
  const measures = [
    { metric: 'AUC, all rows, 5-fold (on the device only)', of: (score: HeadlineScore) => score.pooled },
    {
      metric: 'AUC, within a person, 5-fold (on the device only)',
      of: (score: HeadlineScore) => score.withinPerson,
    },
  ];
  for (const { metric, of } of measures) {
    const others = Object.fromEntries(Object.entries(baselines).map(([each, score]) => [each, of(score)]));
    yield { name, dataset, metric, ours: of(ours!), baselines: others, unit: 'score', n: rows.length };
  }
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
