/**
 * Counts under exponential forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay", ICDE 2009).
 *
 * One view at hour h weighs 2^(h / halfLife) for ever; dividing by 2^(now / halfLife) gives what it counts now. The division
 * is the same for all stories, so their order never needs rewriting, and a story that nobody reads costs nothing. Weights are
 * kept as logarithms (base 2): hours since a landmark years ago would overflow a double otherwise.
 */
export class DecayedCounts {
  readonly halfLifeHours: number;
  readonly #logWeights: Map<string, number>;

  constructor(halfLifeHours: number, logWeights: Iterable<readonly [string, number]> = []) {
    this.halfLifeHours = halfLifeHours;
    this.#logWeights = new Map(logWeights);
  }

  /** Adds `count` (above 0) at an hour; hours may come in any order. */
  add(id: string, hour: number, count: number): void {
    const added = hour / this.halfLifeHours + Math.log2(count);
    const old = this.#logWeights.get(id);
    this.#logWeights.set(id, old === undefined ? added : logSum(old, added));
  }

  /** What the story's count is worth at an hour; 0 for a story never seen. */
  at(id: string, hour: number): number {
    const logWeight = this.#logWeights.get(id);
    return logWeight === undefined ? 0 : 2 ** (logWeight - hour / this.halfLifeHours);
  }

  ids(): Iterable<string> {
    return this.#logWeights.keys();
  }

  get size(): number {
    return this.#logWeights.size;
  }

  /** Forgets what is worth less than `least` at an hour; keeps memory in proportion to what is being read. */
  forget(hour: number, least: number): void {
    const bound = Math.log2(least) + hour / this.halfLifeHours;
    for (const [id, logWeight] of this.#logWeights) if (logWeight < bound) this.#logWeights.delete(id);
  }

  serialise(): (readonly [string, number])[] {
    return [...this.#logWeights];
  }

  copy(): DecayedCounts {
    return new DecayedCounts(this.halfLifeHours, this.#logWeights);
  }
}

/** log2(2^a + 2^b) without leaving logarithms. */
function logSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high + Math.log2(1 + 2 ** (low - high));
}
