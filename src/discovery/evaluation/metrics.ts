import type { Random } from '../../base/seeded-random.js';

/**
 * The measures of information retrieval and of a ranker, each as a pure function of a list that is in the order shown.
 * Sources: Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8, unless another is named.
 */

/** Share of the first `k` that are relevant; a list shorter than `k` counts its missing places as misses. */
export function precisionAt(relevant: readonly boolean[], k: number): number {
  return relevant.slice(0, k).filter(Boolean).length / k;
}

/** Mean of the precisions at each relevant place, over `relevantTotal` relevant stories in all (0 if there are none). */
export function averagePrecision(
  relevant: readonly boolean[],
  relevantTotal = relevant.filter(Boolean).length,
): number {
  if (relevantTotal === 0) return 0;
  let hits = 0;
  let sum = 0;
  relevant.forEach((isRelevant, index) => {
    if (!isRelevant) return;
    hits += 1;
    sum += hits / (index + 1);
  });
  return sum / relevantTotal;
}

/** 1 / place of the first relevant one; 0 if there is none. */
export function reciprocalRank(relevant: readonly boolean[]): number {
  const first = relevant.indexOf(true);
  return first < 0 ? 0 : 1 / (first + 1);
}

/** What position `index` (from 0) is worth: 1 / log2(place + 1). */
export const positionDiscount = (index: number): number => 1 / Math.log2(index + 2);

/** Discounted gain of the first `k`, gains taken as they are (Järvelin and Kekäläinen 2002). */
export function dcgAt(gains: readonly number[], k: number): number {
  return gains.slice(0, k).reduce((sum, gain, index) => sum + gain * positionDiscount(index), 0);
}

/** dcg over the dcg of the best order of `pool`, all gains that could have been shown; 0 if nothing could be gained. */
export function ndcgAt(gains: readonly number[], k: number, pool: readonly number[] = gains): number {
  const ideal = dcgAt(
    [...pool].sort((a, b) => b - a),
    k,
  );
  return ideal === 0 ? 0 : dcgAt(gains, k) / ideal;
}

/**
 * α-nDCG (Clarke et al. 2008): each story brings nuggets, and a nugget that was shown n times before is worth (1 − α)^n.
 * The ideal list is picked greedily from `pool`, as in the paper (the exact one is NP-hard).
 */
export function alphaNdcgAt(
  shown: readonly (readonly string[])[],
  pool: readonly (readonly string[])[],
  k: number,
  alpha = 0.5,
): number {
  const ideal = greedyIdeal(pool, k, alpha);
  const best = dcgAt(ideal, k);
  return best === 0 ? 0 : dcgAt(nuggetGains(shown.slice(0, k), alpha), k) / best;
}

function nuggetGains(stories: readonly (readonly string[])[], alpha: number): number[] {
  const seen = new Map<string, number>();
  return stories.map((nuggets) => {
    const gain = nuggetGain(nuggets, seen, alpha);
    for (const nugget of nuggets) seen.set(nugget, (seen.get(nugget) ?? 0) + 1);
    return gain;
  });
}

const nuggetGain = (nuggets: readonly string[], seen: ReadonlyMap<string, number>, alpha: number): number =>
  nuggets.reduce((sum, nugget) => sum + (1 - alpha) ** (seen.get(nugget) ?? 0), 0);

function greedyIdeal(pool: readonly (readonly string[])[], k: number, alpha: number): number[] {
  const left = [...pool];
  const seen = new Map<string, number>();
  const gains: number[] = [];
  while (gains.length < k && left.length > 0) {
    const worth = left.map((nuggets) => nuggetGain(nuggets, seen, alpha));
    const best = worth.indexOf(Math.max(...worth));
    gains.push(worth[best]!);
    for (const nugget of left.splice(best, 1)[0]!) seen.set(nugget, (seen.get(nugget) ?? 0) + 1);
  }
  return gains;
}

/** Chance that a positive one scores above a negative one, ties count half (Mann and Whitney); 0.5 if a side is empty. */
export function auc(scores: readonly number[], positive: readonly boolean[]): number {
  const order = scores.map((_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end += 1;
    const meanRank = (start + 1 + end) / 2;
    for (let at = start; at < end; at += 1) if (positive[order[at]!]) rankSum += meanRank;
    start = end;
  }
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Harmonic mean of precision and recall; 0 if nothing was right. */
export function f1(truePositives: number, falsePositives: number, falseNegatives: number): number {
  const denominator = 2 * truePositives + falsePositives + falseNegatives;
  return denominator === 0 ? 0 : (2 * truePositives) / denominator;
}

/** The best F1 that any threshold on the scores gives, and that threshold ("positive" is at or above it). */
export function bestF1(
  scores: readonly number[],
  positive: readonly boolean[],
): { readonly f1: number; readonly threshold: number } {
  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  const positives = positive.filter(Boolean).length;
  let best = { f1: 0, threshold: Number.POSITIVE_INFINITY };
  let hits = 0;
  order.forEach((index, at) => {
    if (positive[index]) hits += 1;
    const next = order[at + 1];
    if (next !== undefined && scores[next] === scores[index]) return;
    const value = f1(hits, at + 1 - hits, positives - hits);
    if (value > best.f1) best = { f1: value, threshold: scores[index]! };
  });
  return best;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which `share` of the values lie (nearest rank); 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

/** Pearson's correlation; 0 if a side does not vary. */
export function pearson(xs: readonly number[], ys: readonly number[]): number {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  xs.forEach((x, index) => {
    const dx = x - meanX;
    const dy = ys[index]! - meanY;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  });
  const scale = Math.sqrt(varianceX * varianceY);
  return scale === 0 ? 0 : covariance / scale;
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean of paired differences and its 95 % percentile interval from `resamples` draws with replacement (Efron 1979). */
export function pairedBootstrap(differences: readonly number[], random: Random, resamples = 2000): Interval {
  if (differences.length === 0) return { mean: 0, low: 0, high: 0 };
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < differences.length; draw += 1) {
      sum += differences[Math.floor(random() * differences.length)]!;
    }
    return sum / differences.length;
  });
  return { mean: mean(differences), low: percentile(means, 0.025), high: percentile(means, 0.975) };
}
