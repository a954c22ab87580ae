import { compare } from '../duplicates/compare.js';
import { DuplicateIndex } from '../duplicates/duplicate-index.js';
import { type Fingerprint, fingerprint } from '../duplicates/fingerprint.js';
import type { StoryText } from '../text/story-text.js';
import { type Variant, variantRates, variantsOf } from './duplicate-variants.js';
import { bestF1, f1, type Random, seededRandom } from './metrics.js';
import { wordCounts } from './plain-rankers.js';

export interface PairScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly jaccardF1: number;
  /** From this word Jaccard on the baseline calls two stories copies. */
  readonly jaccardThreshold: number;
  readonly exactF1: number;
  readonly pairs: number;
  /** Share found of each operation. */
  readonly recallByOperation: Readonly<Record<string, number>>;
}

/** Word sets alike beyond this are real copies in the set itself, and would be counted as errors. */
const sourceCopyAbove = 0.3;

/** Stories to make variants of: long enough, drawn by the seed, and no two of them copies by plain word overlap. */
export function sourcesFrom(stories: readonly StoryText[]): StoryText[] {
  const random = seededRandom(variantRates.seed);
  const order = stories.map((story) => ({ story, draw: random() })).sort((a, b) => a.draw - b.draw);
  const chosen: { readonly story: StoryText; readonly words: ReadonlySet<string> }[] = [];
  for (const { story } of order) {
    if (chosen.length === variantRates.sources) break;
    const counts = wordCounts(bodyOnly(story));
    const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const words = new Set(counts.keys());
    if (
      length < variantRates.leastWords ||
      chosen.some((other) => jaccard(words, other.words) > sourceCopyAbove)
    ) {
      continue;
    }
    chosen.push({ story, words });
  }
  return chosen.map(({ story }, place) => ({ ...story, id: `source ${place}` }));
}

/**
 * All sources are in the index; each variant is asked for. Its source is the one right answer, any other an error. The
 * baselines judge the same true pairs and, for every variant, one pair with another source.
 */
export function scoreVariants(sources: readonly StoryText[]): PairScores {
  const variants = variantsOf(sources);
  const index = new DuplicateIndex();
  for (const source of sources) index.add(source.id, fingerprint(source));
  const found = new Map<string, number>();
  let hits = 0;
  let errors = 0;
  for (const { text, source, operation } of variants) {
    for (const { id } of index.candidates(fingerprint(text))) {
      if (id !== sources[source]!.id) errors += 1;
      else {
        hits += 1;
        found.set(operation, (found.get(operation) ?? 0) + 1);
      }
    }
  }
  return {
    precision: hits / Math.max(1, hits + errors),
    recall: hits / Math.max(1, variants.length),
    f1: f1(hits, errors, variants.length - hits),
    ...baselineScores(sources, variants),
    pairs: variants.length,
    recallByOperation: Object.fromEntries(
      [...new Set(variants.map(({ operation }) => operation))].map((operation) => [
        operation,
        (found.get(operation) ?? 0) / sources.length,
      ]),
    ),
  };
}

function baselineScores(sources: readonly StoryText[], variants: readonly Variant[]) {
  const sourceWords = sources.map((story) => new Set(wordCounts(story).keys()));
  const pairs = variants.flatMap(({ text, source }, at) => {
    const words = new Set(wordCounts(text).keys());
    const other = (source + 1 + (at % Math.max(1, sources.length - 1))) % sources.length;
    return [source, other].map((candidate) => ({
      isCopy: candidate === source,
      jaccard: jaccard(words, sourceWords[candidate]!),
      exact: bodyOf(text) === bodyOf(sources[candidate]!),
    }));
  });
  const isCopy = pairs.map((pair) => pair.isCopy);
  const exactHits = pairs.filter((pair) => pair.isCopy && pair.exact).length;
  const best = bestF1(
    pairs.map((pair) => pair.jaccard),
    isCopy,
  );
  return {
    jaccardF1: best.f1,
    jaccardThreshold: best.threshold,
    exactF1: f1(
      exactHits,
      pairs.filter((pair) => !pair.isCopy && pair.exact).length,
      variants.length - exactHits,
    ),
  };
}

/** How many of the pairs are called copies: by us, and by the baseline at a threshold. */
export function countMerges(
  pairs: Iterable<readonly [StoryText, StoryText]>,
  jaccardThreshold: number,
): { ours: number; jaccard: number; pairs: number } {
  const known = new Map<StoryText, { print: Fingerprint; words: ReadonlySet<string> }>();
  const factsOf = (story: StoryText) => {
    let facts = known.get(story);
    if (facts === undefined) {
      facts = { print: fingerprint(story), words: new Set(wordCounts(story).keys()) };
      known.set(story, facts);
    }
    return facts;
  };
  const merges = { ours: 0, jaccard: 0, pairs: 0 };
  for (const [first, second] of pairs) {
    const [a, b] = [factsOf(first), factsOf(second)];
    merges.pairs += 1;
    if (compare(a.print, b.print).kind !== 'distinct') merges.ours += 1;
    if (jaccard(a.words, b.words) >= jaccardThreshold) merges.jaccard += 1;
  }
  return merges;
}

/** Draws up to `count` pairs that `areUnrelated` allows; gives up after twenty draws for each. */
export function* unrelatedPairs<Story>(
  stories: readonly Story[],
  areUnrelated: (a: Story, b: Story) => boolean,
  count: number,
  random: Random,
): Iterable<readonly [Story, Story]> {
  let found = 0;
  for (let draw = 0; draw < count * 20 && found < count && stories.length > 1; draw += 1) {
    const a = stories[Math.floor(random() * stories.length)]!;
    const b = stories[Math.floor(random() * stories.length)]!;
    if (a === b || !areUnrelated(a, b)) continue;
    found += 1;
    yield [a, b];
  }
}

/** Share of the stories that repeat an earlier story's body word for word which end in one cluster with it. */
export function repeatedBodies(stories: readonly { text: StoryText; body: string }[]): {
  found: number;
  of: number;
} {
  const index = new DuplicateIndex();
  const firstWith = new Map<string, string>();
  const repeats: (readonly [string, string])[] = [];
  stories.forEach(({ text, body }, place) => {
    if (body === '') return;
    const first = firstWith.get(body);
    if (first === undefined) firstWith.set(body, String(place));
    else repeats.push([first, String(place)]);
    index.add(String(place), fingerprint(text), text.publishedAt);
  });
  const found = repeats.filter(([first, repeat]) => index.clusterOf(first).includes(repeat)).length;
  return { found, of: repeats.length };
}

/** Shared words over all words of two sets. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

const bodyOf = (story: StoryText): string => story.paragraphs.join('\n');
const bodyOnly = (story: StoryText): StoryText => ({ ...story, headline: '' });
