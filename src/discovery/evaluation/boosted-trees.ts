import type { Choice } from './conditional-logit.js';

export interface TreeSettings {
  readonly trees: number;
  /** Questions from the root to a leaf, at most. */
  readonly depth: number;
}

/** Of what a tree would add to the scores, so much is added: many small steps generalise better than few large ones. */
const stepShare = 0.1;
/** Fewer options than this are no leaf. */
const leastInLeaf = 20;
/** Added to the curvature of a leaf, so that a leaf that knows little says little. */
const ridge = 1;
/** Thresholds tried for a feature: its quantiles. */
const thresholdsAtMost = 31;

type Tree =
  | { readonly adds: number }
  | { readonly feature: number; readonly below: number; readonly less: Tree; readonly more: Tree };

interface Column {
  readonly thresholds: readonly number[];
  /** Of each option, how many thresholds its value has reached. */
  readonly bins: Uint8Array;
}

/** How the likelihood changes with the score of each option, and how fast that fades. */
interface Slopes {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Gradient-boosted regression trees under the likelihood of a conditional logit: each option chosen in proportion to exp(score),
 * so that, as with fitted weights, only the order within what was shown together counts. Newton steps in the leaves
 * (Friedman 2001; Chen and Guestrin 2016). Its own, since the packages of npm take no such likelihood; for trials, not for a site.
 */
export function fitBoostedTrees(
  choices: readonly Choice[],
  { trees, depth }: TreeSettings,
): (features: readonly number[]) => number {
  const options = choices.flatMap((choice) => choice.options);
  const columns = (options[0] ?? []).map((_, feature) => columnOf(options.map((values) => values[feature]!)));
  const everyone = Uint32Array.from(options, (_, index) => index);
  const scores = new Float64Array(options.length);
  const grown: Tree[] = [];
  for (let count = 0; count < trees; count += 1) {
    const tree = grow(everyone, depth, columns, slopesOf(choices, scores));
    options.forEach((values, index) => {
      scores[index]! += answer(tree, values);
    });
    grown.push(tree);
  }
  return (features) => grown.reduce((sum, tree) => sum + answer(tree, features), 0);
}

function answer(tree: Tree, features: readonly number[]): number {
  let at = tree;
  while (!('adds' in at)) at = features[at.feature]! < at.below ? at.less : at.more;
  return at.adds;
}

function columnOf(values: readonly number[]): Column {
  const sorted = Float64Array.from(values).sort();
  const quantiles = Array.from(
    { length: thresholdsAtMost },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / (thresholdsAtMost + 1))]!,
  );
  const thresholds = [...new Set(quantiles)];
  const reached = (value: number) => thresholds.filter((threshold) => value >= threshold).length;
  return { thresholds, bins: Uint8Array.from(values, reached) };
}

function slopesOf(choices: readonly Choice[], scores: Float64Array): Slopes {
  const [first, second] = [new Float64Array(scores.length), new Float64Array(scores.length)];
  let start = 0;
  for (const { options, chosen } of choices) {
    const own = scores.subarray(start, start + options.length);
    const highest = Math.max(...own);
    const powers = own.map((score) => Math.exp(score - highest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    powers.forEach((power, index) => {
      const share = power / total;
      first[start + index] = (index === chosen ? 1 : 0) - share;
      second[start + index] = share * (1 - share);
    });
    start += options.length;
  }
  return { first, second };
}

function grow(members: Uint32Array, depth: number, columns: readonly Column[], slopes: Slopes): Tree {
  const split = depth === 0 ? undefined : bestSplit(members, columns, slopes);
  if (split === undefined) {
    const { first, second } = sumsOf(members, slopes);
    return { adds: (stepShare * first) / (second + ridge) };
  }
  const { feature, bin } = split;
  const { thresholds, bins } = columns[feature]!;
  const child = (isIn: (index: number) => boolean) => grow(members.filter(isIn), depth - 1, columns, slopes);
  return {
    feature,
    below: thresholds[bin]!,
    less: child((index) => bins[index]! <= bin),
    more: child((index) => bins[index]! > bin),
  };
}

function sumsOf(members: Uint32Array, slopes: Slopes): { first: number; second: number } {
  let [first, second] = [0, 0];
  for (const index of members) {
    first += slopes.first[index]!;
    second += slopes.second[index]!;
  }
  return { first, second };
}

/** What a leaf's best step adds to the likelihood, twice. */
const gain = (first: number, second: number) => first ** 2 / (second + ridge);

function bestSplit(members: Uint32Array, columns: readonly Column[], slopes: Slopes) {
  const all = sumsOf(members, slopes);
  let most = gain(all.first, all.second);
  let best: { feature: number; bin: number } | undefined;
  columns.forEach((column, feature) => {
    const sums = sumsByBin(members, column, slopes);
    let [first, second, count] = [0, 0, 0];
    for (let bin = 0; bin < column.thresholds.length; bin += 1) {
      first += sums.first[bin]!;
      second += sums.second[bin]!;
      count += sums.count[bin]!;
      if (Math.min(count, members.length - count) < leastInLeaf) continue;
      const both = gain(first, second) + gain(all.first - first, all.second - second);
      if (both > most) [most, best] = [both, { feature, bin }];
    }
  });
  return best;
}

function sumsByBin(members: Uint32Array, { bins }: Column, slopes: Slopes) {
  const [first, second] = [new Float64Array(thresholdsAtMost + 1), new Float64Array(thresholdsAtMost + 1)];
  const count = new Uint32Array(thresholdsAtMost + 1);
  for (const index of members) {
    const bin = bins[index]!;
    first[bin]! += slopes.first[index]!;
    second[bin]! += slopes.second[index]!;
    count[bin]! += 1;
  }
  return { first, second, count };
}
