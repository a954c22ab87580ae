import { hourMs, type Instant } from '../../base/clock.js';
import { clickAppeal } from '../recommendation/appeal.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import { auc, mean, ndcgAt } from './metrics.js';
import type { SlateRow } from './mind.js';

/** Scores the stories of a slate from earlier slates only: `learn` is called with a row after it has been scored. */
export interface SlateScorer {
  readonly name: string;
  score(row: SlateRow): number[];
  learn(row: SlateRow): void;
}

export interface SlateScore {
  /** Mean over slates that have both a click and a miss. */
  readonly auc: number;
  readonly ndcg10: number;
}

export interface SlateResult {
  readonly slates: number;
  readonly scores: ReadonlyMap<string, SlateScore>;
  /** AUC and nDCG@10 of every scored slate, by scorer, for paired comparisons. */
  readonly aucs: ReadonlyMap<string, readonly number[]>;
  readonly ndcgs: ReadonlyMap<string, readonly number[]>;
  /** Who was shown each scored slate. */
  readonly personIds: readonly string[];
}

/** Replays slates strictly in time order; the first fifth is learned from and not scored. */
export function replaySlates(rows: readonly SlateRow[], scorers: readonly SlateScorer[]): SlateResult {
  const first = Math.floor(rows.length / 5);
  const aucs = new Map(scorers.map(({ name }) => [name, [] as number[]]));
  const ndcgs = new Map(scorers.map(({ name }) => [name, [] as number[]]));
  const personIds: string[] = [];
  rows.forEach((row, at) => {
    const judged = at >= first && row.clicked.includes(true) && row.clicked.includes(false);
    if (judged) personIds.push(row.personId);
    for (const scorer of scorers) {
      if (judged) {
        const scores = scorer.score(row);
        aucs.get(scorer.name)!.push(auc(scores, row.clicked));
        ndcgs.get(scorer.name)!.push(ndcgAt(gainsInOrder(scores, row.clicked), 10));
      }
    }
    for (const scorer of scorers) scorer.learn(row);
  });
  return {
    slates: personIds.length,
    scores: new Map(
      scorers.map(({ name }) => [name, { auc: mean(aucs.get(name)!), ndcg10: mean(ndcgs.get(name)!) }]),
    ),
    aucs,
    ndcgs,
    personIds,
  };
}

/** Gains in the order of falling scores; equal scores stay in the order of the slate. */
const gainsInOrder = (scores: readonly number[], clicked: readonly boolean[]): number[] =>
  scores
    .map((_, index) => index)
    .sort((a, b) => scores[b]! - scores[a]!)
    .map((index) => (clicked[index] ? 1 : 0));

/** The click part of the product's ranker: nothing of the person who was shown the slate is read. */
export function ourSlateScorer(): SlateScorer {
  const counts = new SlateCounts();
  const firstShownAt = new Map<string, Instant>();
  return {
    name: 'ours',
    score: ({ storyIds, at }) =>
      storyIds.map((storyId) =>
        clickAppeal(counts.of(storyId, at), (at - (firstShownAt.get(storyId) ?? at)) / hourMs),
      ),
    learn: ({ storyIds, clicked, at }) => {
      const expected = clicked.filter(Boolean).length / storyIds.length;
      storyIds.forEach((storyId, index) => {
        counts.addClicks(storyId, at / hourMs, clicked[index] ? 1 : 0, expected);
        if (!firstShownAt.has(storyId)) firstShownAt.set(storyId, at);
      });
    },
  };
}

interface Sums {
  clicks: number;
  impressions: number;
}

/** Clicks so far, and clicks over impressions with ten impressions at the mean rate added. */
export function slateBaselines(): SlateScorer[] {
  const smoothing = 10;
  const stories = new Map<string, Sums>();
  const all: Sums = { clicks: 0, impressions: 0 };
  const learn = ({ storyIds, clicked }: SlateRow) =>
    storyIds.forEach((storyId, index) => {
      const sums = stories.get(storyId) ?? { clicks: 0, impressions: 0 };
      stories.set(storyId, sums);
      for (const each of [sums, all]) {
        each.impressions += 1;
        if (clicked[index]) each.clicks += 1;
      }
    });
  const rate = (storyId: string): number => {
    const { clicks, impressions } = stories.get(storyId) ?? { clicks: 0, impressions: 0 };
    return (clicks + (smoothing * all.clicks) / Math.max(1, all.impressions)) / (impressions + smoothing);
  };
  return [
    { name: 'clicks', score: (row) => row.storyIds.map((id) => stories.get(id)?.clicks ?? 0), learn },
    { name: 'smoothed click rate', score: (row) => row.storyIds.map(rate), learn: () => {} },
  ];
}

/**
 * The best that any score of stories alone could do, found by cheating: each slate is scored with the click rates of all
 * other slates, earlier and later. What lies above it needs to know the person.
 */
export function slateCeiling(rows: readonly SlateRow[]): SlateScorer {
  const sums = new Map<string, { clicks: number; expected: number }>();
  const change = ({ storyIds, clicked }: SlateRow, sign: number) => {
    const expected = clicked.filter(Boolean).length / storyIds.length;
    storyIds.forEach((storyId, index) => {
      const sum = sums.get(storyId) ?? { clicks: 0, expected: 0 };
      sums.set(storyId, sum);
      sum.clicks += sign * (clicked[index] ? 1 : 0);
      sum.expected += sign * expected;
    });
  };
  for (const row of rows) change(row, 1);
  return {
    name: 'ceiling without the person (knows later clicks)',
    score: (row) => {
      change(row, -1);
      const scores = row.storyIds.map((storyId) => {
        const { clicks, expected } = sums.get(storyId)!;
        return (clicks + 2) / (expected + 2);
      });
      change(row, 1);
      return scores;
    },
    learn: () => {},
  };
}
