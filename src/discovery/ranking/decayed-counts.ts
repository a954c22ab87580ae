/** A story and its weight for each half-life. */
type LogWeights = readonly [id: string, weights: readonly number[]];

/**
 * Counts under exponential forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay", ICDE 2009).
 *
 * One view at hour h weighs 2^(h / halfLife) for ever; dividing by 2^(now / halfLife) gives what it counts now. The division
 * is the same for all stories, so their order never needs rewriting, and a story that nobody reads costs nothing. Weights are
 * kept as logarithms (base 2): hours since a landmark years ago would overflow a double otherwise.
 */
export class DecayedCounts {
  readonly halfLivesHours: readonly number[];
  readonly #logWeights: Map<string, Float64Array>;

  /** Several half-lives are kept side by side, for the price of one look-up. */
  constructor(halfLivesHours: readonly number[], logWeights: Iterable<LogWeights> = []) {
    this.halfLivesHours = halfLivesHours;
    this.#logWeights = new Map([...logWeights].map(([id, weights]) => [id, Float64Array.from(weights)]));
  }

  /** Adds `count` (above 0) at an hour; hours may come in any order. */
  add(id: string, hour: number, count: number): void {
    const logCount = Math.log2(count);
    const weights = this.#logWeights.get(id);
    if (weights === undefined) {
      this.#logWeights.set(
        id,
        Float64Array.from(this.halfLivesHours, (halfLife) => hour / halfLife + logCount),
      );
      return;
    }
    for (let at = 0; at < weights.length; at += 1) {
      weights[at] = logSum(weights[at]!, hour / this.halfLivesHours[at]! + logCount);
    }
  }

  /** What the story's count is worth at an hour under one of the half-lives; 0 for a story never seen. */
  at(id: string, hour: number, halfLifeHours = this.halfLivesHours[0]!): number {
    const weights = this.#logWeights.get(id);
    return weights === undefined
      ? 0
      : 2 ** (weights[this.halfLivesHours.indexOf(halfLifeHours)]! - hour / halfLifeHours);
  }

  ids(): Iterable<string> {
    return this.#logWeights.keys();
  }

  get size(): number {
    return this.#logWeights.size;
  }

  /** Forgets what is worth less than `least` under every half-life; keeps memory in proportion to what is being read. */
  forget(hour: number, least: number): void {
    const logLeast = Math.log2(least);
    const bounds = this.halfLivesHours.map((halfLife) => logLeast + hour / halfLife);
    for (const [id, weights] of this.#logWeights) {
      if (bounds.every((bound, at) => weights[at]! < bound)) this.#logWeights.delete(id);
    }
  }

  /** Forgets the weakest under the first half-life until no more than `most` are left. */
  keepStrongest(most: number): void {
    if (this.#logWeights.size <= most) return;
    const byWeight = [...this.#logWeights].sort(([, a], [, b]) => b[0]! - a[0]!);
    for (const [id] of byWeight.slice(most)) this.#logWeights.delete(id);
  }

  serialise(): LogWeights[] {
    return [...this.#logWeights].map(([id, weights]) => [id, [...weights]]);
  }
}

/** log2(2^a + 2^b) without leaving logarithms. */
function logSum(a: number, b: number): number {
  return a < b ? b + Math.log2(1 + 2 ** (a - b)) : a + Math.log2(1 + 2 ** (b - a));
}
