import type { Instant } from '../../base/clock.js';
import { hourMs } from '../../base/clock.js';
import type { Interval } from './metrics.js';

/** Below this the interval of a ratio is known to be too narrow (off-policy.test.ts measures it). */
export const clustersNeeded = 40;

/** The 97.5 % quantile of the normal distribution. */
const usualQuantile = 1.959964;

/**
 * The ratio of two sums over clusters, such as clicks over impressions in draws: what happens in one cluster is not independent,
 * and counts as one. Fed cluster by cluster, it keeps five sums, whatever comes.
 */
export class ClusteredRatio {
  #above = 0;
  #below = 0;
  #aboveSquares = 0;
  #belowSquares = 0;
  #products = 0;

  add(above: number, below: number): void {
    this.#above += above;
    this.#below += below;
    this.#aboveSquares += above * above;
    this.#belowSquares += below * below;
    this.#products += above * below;
  }

  /** As many clusters of equal size would tell as much (Kish); 0 for none. */
  get effectiveClusters(): number {
    return this.#belowSquares === 0 ? 0 : this.#below ** 2 / this.#belowSquares;
  }

  get ratio(): number {
    return this.#below === 0 ? 0 : this.#above / this.#below;
  }

  /** From the linearised ratio, with Student's t at the effective number of clusters; 95 % unless another quantile is given. */
  interval(quantile = usualQuantile): Interval {
    const { ratio, effectiveClusters } = this;
    const residuals = this.#aboveSquares - 2 * ratio * this.#products + ratio ** 2 * this.#belowSquares;
    const spread = Math.sqrt((Math.max(0, residuals) * effectiveClusters) / (effectiveClusters - 1));
    const reach = (spread / this.#below) * studentQuantile(quantile, effectiveClusters - 1);
    return { mean: ratio, low: ratio - reach, high: ratio + reach };
  }
}

/** A quantile of Student's t from that of the normal, by the first terms of its expansion (Abramowitz and Stegun 26.7.5). */
function studentQuantile(z: number, freedom: number): number {
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** A cluster of which nothing was heard for so long is over; what comes later counts as another. */
const silentMs = 6 * hourMs;

/** Feeds ratios with clusters that come in pieces, in time order; holds the open ones only. */
export class OpenClusters {
  readonly #ratios: readonly ClusteredRatio[];
  readonly #open = new Map<string, { readonly sums: number[]; at: Instant }>();
  #sweptAt: Instant = 0;

  constructor(ratios: readonly ClusteredRatio[]) {
    this.#ratios = ratios;
  }

  /** Above and below for each of the ratios, one after the other. */
  add(cluster: string, at: Instant, pairs: readonly (readonly [above: number, below: number])[]): void {
    if (at - this.#sweptAt > hourMs) this.#sweep(at);
    const own = this.#open.get(cluster) ?? { sums: pairs.flatMap(() => [0, 0]), at };
    this.#open.set(cluster, own);
    own.at = at;
    pairs.flat().forEach((value, index) => {
      own.sums[index]! += value;
    });
  }

  close(): void {
    this.#sweep(Number.POSITIVE_INFINITY);
  }

  #sweep(now: Instant): void {
    this.#sweptAt = now;
    for (const [cluster, { sums, at }] of this.#open) {
      if (now - at < silentMs) continue;
      for (const [index, ratio] of this.#ratios.entries()) ratio.add(sums[2 * index]!, sums[2 * index + 1]!);
      this.#open.delete(cluster);
    }
  }
}
