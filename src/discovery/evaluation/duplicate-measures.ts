import { hourMs, type Instant } from '../../base/clock.js';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import { compare } from '../duplicates/compare.js';
import { DuplicateIndex } from '../duplicates/duplicate-index.js';
import { type Fingerprint, fingerprint } from '../duplicates/fingerprint.js';
import type { StoryText } from '../text/story-text.js';
import { nextReports, type Variant, variantRates, variantsOf } from './duplicate-variants.js';
import { bestF1, f1 } from './metrics.js';
import { wordCounts } from './plain-rankers.js';

/** What became of variants that were asked for. */
export interface Found {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly asked: number;
  readonly byOperation: ReadonlyMap<string, { readonly recall: number; readonly asked: number }>;
}

export interface PairScores {
  /** All variants, as if nothing had a date. */
  readonly undated: Found;
  /** Under the dates that were drawn: those within two days of their source, and those later that say nothing anew. */
  readonly soon: Found;
  readonly later: Found;
  /** Those later with new numbers: the next report, which is better not found. */
  readonly nextReports: Found;
  readonly jaccardF1: number;
  /** From this word Jaccard on the baseline calls two stories copies. */
  readonly jaccardThreshold: number;
  readonly exactF1: number;
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
  const variants = variantsOf(sources).map((variant) => ({ ...variant, print: fingerprint(variant.text) }));
  const isSoon = ({ hoursAfter }: Variant) => hoursAfter <= variantRates.soonHours;
  const isNextReport = ({ operation }: Variant) => nextReports.includes(operation);
  const later = variants.filter((variant) => !isSoon(variant));
  const dated = (asked: readonly PrintedVariant[]) =>
    askFor(asked, sources, ({ hoursAfter }) => sourcesAt + hoursAfter * hourMs);
  return {
    undated: askFor(variants, sources, () => undefined),
    soon: dated(variants.filter(isSoon)),
    later: dated(later.filter((variant) => !isNextReport(variant))),
    nextReports: dated(later.filter(isNextReport)),
    ...baselineScores(sources, variants),
  };
}

type PrintedVariant = Variant & { readonly print: Fingerprint };

/** All sources appear at one moment: no two of them are kept apart by time alone. */
const sourcesAt: Instant = Date.UTC(2026, 0, 1);

function askFor(
  variants: readonly PrintedVariant[],
  sources: readonly StoryText[],
  dateOf: (variant: Variant) => Instant | undefined,
): Found {
  const index = new DuplicateIndex();
  for (const source of sources) index.add(source.id, fingerprint(source), sourcesAt);
  const tally = new Map<string, { hits: number; asked: number }>();
  let hits = 0;
  let errors = 0;
  for (const variant of variants) {
    const own = tally.get(variant.operation) ?? { hits: 0, asked: 0 };
    tally.set(variant.operation, own);
    own.asked += 1;
    for (const { id } of index.candidates(variant.print, undefined, dateOf(variant))) {
      const isRight = id === sources[variant.source]!.id;
      if (isRight) own.hits += 1;
      hits += isRight ? 1 : 0;
      errors += isRight ? 0 : 1;
    }
  }
  return {
    precision: hits / Math.max(1, hits + errors),
    recall: hits / Math.max(1, variants.length),
    f1: f1(hits, errors, variants.length - hits),
    asked: variants.length,
    byOperation: new Map(
      [...tally].map(([operation, own]) => [operation, { recall: own.hits / own.asked, asked: own.asked }]),
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
