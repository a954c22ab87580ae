import {
  countMerges,
  type PairScores,
  repeatedBodies,
  scoreVariants,
  sourcesFrom,
  unrelatedPairs,
} from '../../discovery/evaluation/duplicate-measures.js';
import { seededRandom } from '../../discovery/evaluation/metrics.js';
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
  const figure = (
    metric: string,
    ours: number,
    baselines: Figure['baselines'],
    n = scores.pairs,
  ): Figure => ({
    name: 'duplicates',
    dataset,
    metric,
    ours,
    baselines,
    unit: 'share',
    n,
  });
  if (scores.pairs === 0) return;
  const { jaccardF1, exactF1 } = scores;
  yield figure('F1 of copies', scores.f1, {
    'word Jaccard at its best threshold': jaccardF1,
    'exact match': exactF1,
  });
  yield figure('precision of copies', scores.precision, {});
  yield figure('recall of copies', scores.recall, {});
  for (const [operation, recall] of Object.entries(scores.recallByOperation)) {
    const { length } = Object.keys(scores.recallByOperation);
    yield figure(`recall of copies: ${operation}`, recall, {}, scores.pairs / length);
  }
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
