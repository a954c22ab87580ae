import { freemem } from 'node:os';
import { DuplicateIndex } from '../src/discovery/duplicates/duplicate-index.js';
import { percentile } from '../src/discovery/evaluation/metrics.js';
import type { Figure } from '../src/discovery/evaluation/report.js';
import { RelatedIndex } from '../src/discovery/related/related-index.js';
import { relatedList } from '../src/discovery/related/related-list.js';
import { listWeights } from '../src/discovery/related/related-weights.js';
import { cpuMs } from './load/cpu.js';
import { editionFigures, pageFigures } from './page-lists.js';
import { syntheticFingerprints } from './synthetic-fingerprints.js';
import { syntheticStories } from './synthetic-stories.js';

const sizes = [10_000, 100_000, 1_000_000];
/** New stories asked for and added at each size. */
const asked = 300;
/** Free memory that the largest index wants, with room for the rest of the process. */
const bytesForEach = 6000;

/** The lists of a page and an Edition; then what a new story costs Related at each size, and the memory of the indexes. */
export async function* bench(): AsyncIterable<Figure> {
  for (const size of sizes) yield* pageFigures(size);
  yield* editionFigures();
  yield* duplicateFigures();
  yield* relatedFigures();
}

/** The index of near-duplicates, which stands beside Related in the same process. */
export function* duplicateFigures(): Iterable<Figure> {
  const fingerprints = syntheticFingerprints();
  const index = new DuplicateIndex();
  for (const size of sizes.filter((size) => size * bytesForEach < freemem())) {
    while (index.size < size) {
      const { id, print } = fingerprints.next().value;
      index.add(id, print, 1_600_000_000_000 + index.size * 600_000);
    }
    const ours = index.bytes / size;
    const metric = 'memory of a story among near-duplicates (told by the index)';
    yield {
      name: 'lists',
      dataset: `${size} made-up stories`,
      metric,
      ours,
      baselines: {},
      unit: 'bytes',
      n: size,
    };
  }
}

function* relatedFigures(): Iterable<Figure> {
  const largest = sizes.filter((size) => size * bytesForEach < freemem());
  const stories = syntheticStories(Math.max(0, ...largest) + sizes.length * asked);
  const index = new RelatedIndex();
  for (const size of largest) {
    const started = cpuMs();
    const before = index.size;
    while (index.size < size) index.add(stories.next().value!);
    const addMs = (cpuMs() - started) / Math.max(1, size - before);
    yield* figuresAt(size, index, stories, addMs);
  }
}

function* figuresAt(
  size: number,
  index: RelatedIndex,
  stories: ReturnType<typeof syntheticStories>,
  addMs: number,
): Iterable<Figure> {
  const scoreMs: number[] = [];
  const listMs: number[] = [];
  for (let story = 0; story < asked; story += 1) {
    const fresh = stories.next().value!;
    const start = cpuMs();
    const candidates = index.score(fresh, { limit: listWeights.considered });
    const scored = cpuMs();
    relatedList(fresh, candidates, {
      similarity: (a, b) => index.similarity(a, b),
      length: listWeights.kept,
    });
    listMs.push(cpuMs() - scored);
    scoreMs.push(scored - start);
    index.add(fresh);
  }
  const figure = (metric: string, ours: number, unit: string, n = asked): Figure => ({
    name: 'lists',
    dataset: `${size} made-up stories`,
    metric,
    ours,
    baselines: {},
    unit,
    n,
  });
  yield figure('scoring a new story, median', percentile(scoreMs, 0.5), 'ms of CPU');
  yield figure('scoring a new story, p95', percentile(scoreMs, 0.95), 'ms of CPU');
  yield figure('making its list, p95', percentile(listMs, 0.95), 'ms of CPU');
  yield figure('making up and adding a story, mean', addMs, 'ms of CPU', size);
  yield figure('memory of a story (told by the index)', index.bytesPerStory, 'bytes', size);
  yield figure('memory of the process', process.memoryUsage().rss / 1e6, 'MB', size);
}
