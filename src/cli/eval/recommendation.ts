import { parseBingNews } from '../../discovery/evaluation/bing-news.js';
import { parseDeskdrop } from '../../discovery/evaluation/deskdrop.js';
import { parseEbnerdSlates } from '../../discovery/evaluation/ebnerd.js';
import { type HeadlineScore, scoreHeadlines } from '../../discovery/evaluation/headline-folds.js';
import { parseMind, type SlateRow } from '../../discovery/evaluation/mind.js';
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
import { audienceFiles } from './audience-files.js';

const name = 'recommendation';

/** How well the ranker's parts foretell clicks and reads; each on the public set that can judge it. */
export const evaluate: Evaluation = async function* (root) {
  for (const file of audienceFiles(root, /^mind-sample-[fw].*\.tsv\.gz$/)) {
    yield* slateFigures(file.name, parseMind(file.lines()));
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
