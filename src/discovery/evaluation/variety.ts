import { mean } from './metrics.js';

/** Mean distance of all pairs in a list, distances in 0 to 1; 0 for fewer than two (Ziegler et al. 2005). */
export function intraListDistance<Item>(
  list: readonly Item[],
  distance: (a: Item, b: Item) => number,
): number {
  return mean(list.flatMap((item, at) => list.slice(at + 1).map((other) => distance(item, other))));
}

/** Gini's coefficient of shares: 0 when all are equal, towards 1 when one has all; 0 for none. */
export function gini(amounts: readonly number[]): number {
  const sorted = [...amounts].sort((a, b) => a - b);
  const total = sorted.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, amount, at) => sum + (2 * (at + 1) - sorted.length - 1) * amount, 0);
  return weighted / (sorted.length * total);
}

/** How far shown sections are from a given mix: the Kullback-Leibler divergence of calibration (Steck 2018), in bits. */
export function miscalibration(shown: ReadonlyMap<string, number>, mix: ReadonlyMap<string, number>): number {
  const smoothing = 0.01;
  const shareOf = (counts: ReadonlyMap<string, number>, section: string) =>
    (counts.get(section) ?? 0) /
    Math.max(
      1e-9,
      [...counts.values()].reduce((sum, count) => sum + count, 0),
    );
  return [...mix.keys()].reduce((sum, section) => {
    const wanted = shareOf(mix, section);
    const given = (1 - smoothing) * shareOf(shown, section) + smoothing * wanted;
    return wanted === 0 ? sum : sum + wanted * Math.log2(wanted / given);
  }, 0);
}
