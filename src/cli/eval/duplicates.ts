import { seededRandom } from '../../base/seeded-random.js';
import {
  countMerges,
  type Found,
  type PairScores,
  repeatedBodies,
  scoreVariants,
  sourcesFrom,
  unrelatedPairs,
} from '../../discovery/evaluation/duplicate-measures.js';
import type { LabelledStory } from '../../discovery/evaluation/related-data.js';
import { isLookAlike } from '../../discovery/evaluation/related-measures.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import type { StoryText } from '../../discovery/text/story-text.js';
import { eventSets, labelSets, subjectSets } from './story-sets.js';

const pairsDrawn = 100_000;
const seed = 7;

/** How well copies are found and other stories left alone. Variants are made by our own generator from real texts. */
export const evaluate: Evaluation = async function* (root) {
  for (const { name, load } of eventSets(root)) {
    const stories = load();
    const scores = scoreVariants(sourcesFrom(stories.map(({ text }) => text)));
    yield* variantFigures(name, scores);
    const apart = unrelatedPairs(stories, (a, b) => a.topic !== b.topic, pairsDrawn, seededRandom(seed));
    yield mergeFigure(name, 'false merges of unrelated pairs', apart, scores);
    yield mergeFigure(name, 'false merges of look-alike pairs', allPairs(stories, isLookAlike), scores);
  }
  for (const { name, load } of subjectSets(root)) {
    const stories = load();
    const scores = scoreVariants(sourcesFrom(stories.map(({ text }) => text)));
    yield* variantFigures(name, scores);
    const { found, of } = repeatedBodies(stories);
    const metric = 'share of repeated bodies found';
    yield {
      name: 'duplicates',
      dataset: name,
      metric,
      ours: found / of,
      baselines: {},
      unit: 'share',
      n: of,
    };
    const told = stories.filter(({ body, subjects }) => body !== '' && subjects.length > 0);
    const apart = unrelatedPairs(told, shareNoSubject, pairsDrawn, seededRandom(seed));
    yield mergeFigure(name, 'false merges of unrelated pairs', apart, scores);
  }
  for (const { name, load } of labelSets(root)) {
    const stories = load();
    const scores = scoreVariants(sourcesFrom(stories.map(({ text }) => text)));
    yield* variantFigures(name, scores);
    const apart = unrelatedPairs(stories, differInLabel, pairsDrawn, seededRandom(seed));
    yield mergeFigure(name, 'false merges of unrelated pairs', apart, scores);
  }
};

function* variantFigures(dataset: string, scores: PairScores): Iterable<Figure> {
  const { undated, soon, later, nextReports, jaccardF1, exactF1 } = scores;
  const figure = (metric: string, ours: number, n: number, baselines: Figure['baselines'] = {}): Figure => ({
    name: 'duplicates',
    dataset,
    metric,
    ours,
    baselines,
    unit: 'share',
    n,
  });
  const byOperation = ({ byOperation }: Found, metric: string) =>
    [...byOperation].map(([operation, { recall, asked }]) =>
      figure(`${metric}: ${operation}`, recall, asked),
    );
  if (undated.asked === 0) return;
  yield figure('F1 of copies', undated.f1, undated.asked, {
    'word Jaccard at its best threshold': jaccardF1,
    'exact match': exactF1,
  });
  yield figure('precision of copies', undated.precision, undated.asked);
  yield figure('recall of copies', undated.recall, undated.asked);
  yield* byOperation(undated, 'recall of copies');
  yield figure('F1 of copies within 48 h', soon.f1, soon.asked);
  yield figure('F1 of copies later', later.f1, later.asked);
  yield* byOperation(later, 'recall of copies later');
  yield* byOperation(nextReports, 'next reports called copies');
}

function mergeFigure(
  dataset: string,
  metric: string,
  pairs: Iterable<readonly [{ readonly text: StoryText }, { readonly text: StoryText }]>,
  { jaccardThreshold }: PairScores,
): Figure {
  const merges = countMerges(textsOf(pairs), jaccardThreshold);
  const baselines = { 'word Jaccard at its best threshold': merges.jaccard };
  return {
    name: 'duplicates',
    dataset,
    metric,
    ours: merges.ours,
    baselines,
    unit: 'pairs',
    n: merges.pairs,
  };
}

function* textsOf(
  pairs: Iterable<readonly [{ readonly text: StoryText }, { readonly text: StoryText }]>,
): Iterable<readonly [StoryText, StoryText]> {
  for (const [a, b] of pairs) yield [a.text, b.text];
}

function* allPairs<Story>(
  stories: readonly Story[],
  wanted: (a: Story, b: Story) => boolean,
): Iterable<readonly [Story, Story]> {
  for (const [place, a] of stories.entries()) {
    for (const b of stories.slice(place + 1)) if (wanted(a, b)) yield [a, b];
  }
}

const shareNoSubject = (a: { subjects: readonly string[] }, b: { subjects: readonly string[] }): boolean =>
  !a.subjects.some((subject) => b.subjects.includes(subject));

/** A story that its set files under two labels is not unrelated to itself. */
const differInLabel = (a: LabelledStory, b: LabelledStory): boolean =>
  a.label !== b.label && a.text.headline !== b.text.headline;
