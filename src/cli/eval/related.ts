import { seededRandom } from '../../base/seeded-random.js';
import { DuplicateIndex } from '../../discovery/duplicates/duplicate-index.js';
import { fingerprint } from '../../discovery/duplicates/fingerprint.js';
import { headlinePairs, scoreHeadlinePairs } from '../../discovery/evaluation/headline-pairs.js';
import { mean, pairedBootstrap } from '../../discovery/evaluation/metrics.js';
import { bm25, plainCosine, type SetRanker, wordCounts } from '../../discovery/evaluation/plain-rankers.js';
import type { EventStory, LabelledStory, SubjectStory } from '../../discovery/evaluation/related-data.js';
import { scoreLists } from '../../discovery/evaluation/related-lists.js';
import {
  type EventScores,
  scoreEvents,
  scoreLabels,
  scoreSubjects,
} from '../../discovery/evaluation/related-measures.js';
import { indexSet, relatedRanker } from '../../discovery/evaluation/related-ranker.js';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import type { StoryText } from '../../discovery/text/story-text.js';
import { storyFiles } from './story-files.js';
import { eventSets, labelSets, subjectSets } from './story-sets.js';

/** Queries drawn from a large set: enough for an interval of half a point, few enough for a minute. */
const queriesDrawn = 600;
const seed = 11;

/** Related: the scoring before re-ranking and the list as shown, beside plain TF-IDF cosine and BM25. */
export const evaluate: Evaluation = async function* (root) {
  for (const { name, load } of eventSets(root)) yield* eventFigures(name, load());
  for (const { name, load } of subjectSets(root)) yield* subjectFigures(name, load());
  for (const { name, load } of labelSets(root)) yield labelFigure(name, load());
  for (const file of storyFiles(root, /^duplicates\/(?:sts|msr)-.*\.tsv$/))
    yield pairFigure(file.name, file.text());
};

const figure = (
  dataset: string,
  metric: string,
  unit: string,
  n: number,
  ours: number,
  baselines: Figure['baselines'] = {},
): Figure => ({ name: 'related', dataset, metric, ours, baselines, unit, n });

function plainRankers(texts: readonly StoryText[]): Record<string, SetRanker> {
  const counts = texts.map(wordCounts);
  return { 'TF-IDF cosine': plainCosine(counts), BM25: bm25(counts) };
}

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

const eventMetrics: readonly (readonly [
  metric: string,
  unit: string,
  of: (scores: EventScores) => number,
])[] = [
  ['scoring: MAP', 'share', ({ map }) => map],
  ['scoring: P@1', 'share', ({ precisionAt1 }) => precisionAt1],
  ['scoring: P@5', 'share', ({ precisionAt5 }) => precisionAt5],
  ['scoring: look-alikes in the top 5', 'stories', ({ lookAlikesAt5 }) => lookAlikesAt5],
];

function* eventFigures(dataset: string, stories: readonly EventStory[]): Iterable<Figure> {
  const texts = stories.map(({ text }) => text);
  const set = indexSet(texts);
  const ours = scoreEvents(stories, relatedRanker(set));
  const baselines = mapValues(plainRankers(texts), (rank) => scoreEvents(stories, rank));
  for (const [metric, unit, of] of eventMetrics) {
    yield figure(dataset, metric, unit, ours.queries, of(ours), mapValues(baselines, of));
  }
  const lists = scoreLists(stories, set, duplicatesOf(texts));
  const firstTen = { 'scoring, first ten': lists.scoringAlphaNdcg };
  yield figure(dataset, 'list: α-nDCG@10 by event', 'share', lists.lists, lists.alphaNdcg, firstTen);
  const shown = { 'scoring, first ten': lists.scoringLookAlikes };
  yield figure(
    dataset,
    'list: look-alikes shown as related',
    'stories',
    lists.lists,
    lists.lookAlikes,
    shown,
  );
  yield figure(
    dataset,
    'list: look-alikes under "same event"',
    'stories',
    lists.lists,
    lists.lookAlikesSameEvent,
  );
  yield figure(dataset, 'list: repeats of a cluster', 'stories', lists.lists, lists.repeats);
  yield figure(dataset, 'list: mean length', 'stories', lists.lists, lists.length);
}

function duplicatesOf(texts: readonly StoryText[]): DuplicateIndex {
  const index = new DuplicateIndex();
  texts.forEach((text, place) => {
    index.add(String(place), fingerprint(text), text.publishedAt);
  });
  return index;
}

function* subjectFigures(dataset: string, all: readonly SubjectStory[]): Iterable<Figure> {
  const stories = all.filter(({ body, subjects }) => body !== '' && subjects.length > 0);
  const texts = stories.map(({ text }) => text);
  const queries = draw(stories.length, queriesDrawn);
  const ours = scoreSubjects(stories, queries, relatedRanker(indexSet(texts)));
  const baselines = mapValues(plainRankers(texts), (rank) => scoreSubjects(stories, queries, rank));
  yield figure(
    dataset,
    'scoring: nDCG@10 by subject',
    'share',
    ours.length,
    mean(ours),
    mapValues(baselines, mean),
  );
  const differences = ours.map((value, at) => value - baselines['TF-IDF cosine']![at]!);
  const interval = pairedBootstrap(differences, seededRandom(seed));
  const bounds = { 'low (95 %)': interval.low, 'high (95 %)': interval.high };
  yield figure(dataset, 'scoring: nDCG@10 gained over TF-IDF', 'share', ours.length, interval.mean, bounds);
}

/** Places of a set, drawn without repeats by a fixed seed. */
function draw(size: number, count: number): number[] {
  const random = seededRandom(seed);
  const order = Array.from({ length: size }, (_, place) => ({ place, draw: random() }));
  return order
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .map(({ place }) => place);
}

function labelFigure(dataset: string, stories: readonly LabelledStory[]): Figure {
  const texts = stories.map(({ text }) => text);
  const ours = scoreLabels(stories, relatedRanker(indexSet(texts)));
  const baselines = mapValues(plainRankers(texts), (rank) => scoreLabels(stories, rank));
  return figure(dataset, 'scoring: same section in the top 5', 'share', stories.length, ours, baselines);
}

function pairFigure(dataset: string, file: string): Figure {
  const pairs = headlinePairs(file);
  const scores = scoreHeadlinePairs(pairs);
  const metric = pairs.graded
    ? 'Pearson of headline pairs (not fitted)'
    : 'F1 of sentence pairs (not fitted)';
  return figure(dataset, metric, 'share', pairs.rows.length, scores.ours, scores.baselines);
}
