/** As it is kept; numbers come back from JSON as they went. */
export interface DecayedCountsState {
  /** Undefined before the first view. */
  readonly landmark?: number | undefined;
  /** A story and its weight for each half-life. */
  readonly weights: readonly (readonly [id: string, weights: readonly number[]])[];
}

/** What one story's views add up to, to be read by the counts that gave it alone. */
export type DecayedSum = Float64Array;

const firstOnly = [0];

/** Beyond 2^1023 a double overflows; sums of many views stay far below. */
const exponentAtMost = 500;

/**
 * Counts under exponential forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay", ICDE 2009).
 *
 * One view at hour h weighs 2^((h - landmark) / halfLife) for ever; dividing by the same power of now gives what it counts now.
 * The division is the same for all stories, so their order never needs rewriting, and a story that nobody reads costs nothing.
 * Before the powers grow too large for a double the landmark moves on, and all weights are scaled once; what underflows then
 * was worth nothing.
 */
export class DecayedCounts {
  readonly halfLivesHours: readonly number[];
  readonly #shortest: number;
  readonly #weights = new Map<string, Float64Array>();
  #landmark: number | undefined;
  /** 2^((hour - landmark) / halfLife) of the hour asked for last: a slot's views are all of one hour. */
  #hour = Number.NaN;
  readonly #powers: Float64Array;

  /** Several half-lives are kept side by side, for the price of one look-up. */
  constructor(halfLivesHours: readonly number[], state?: DecayedCountsState) {
    this.halfLivesHours = halfLivesHours;
    this.#shortest = Math.min(...halfLivesHours);
    this.#powers = new Float64Array(halfLivesHours.length);
    this.#landmark = state?.landmark;
    for (const [id, weights] of state?.weights ?? []) this.#weights.set(id, Float64Array.from(weights));
  }

  /** Adds `count` (above 0) at an hour; hours may come in any order. */
  add(id: string, hour: number, count: number): void {
    this.addEach([this.sumOf(id)], firstOnly, hour, [count]);
  }

  /** A story's sum, for who adds to it many times: good until the next `forget` or `keepStrongest`. */
  sumOf(id: string): DecayedSum {
    let weights = this.#weights.get(id);
    if (weights === undefined) {
      weights = new Float64Array(this.halfLivesHours.length);
      this.#weights.set(id, weights);
    }
    return weights;
  }

  /** Adds each count to the sum that `places` names at the same place, all at one hour. */
  addEach(
    sums: readonly DecayedSum[],
    places: ArrayLike<number>,
    hour: number,
    counts: ArrayLike<number>,
  ): void {
    this.#moveTo(hour);
    this.#turnTo(hour);
    const powers = this.#powers;
    for (let place = 0; place < places.length; place += 1) {
      const weights = sums[places[place]!]!;
      const count = counts[place]!;
      for (let at = 0; at < powers.length; at += 1) weights[at]! += count * powers[at]!;
    }
  }

  /** What the story's count is worth at an hour under one of the half-lives; 0 for a story never seen. */
  at(id: string, hour: number, halfLifeHours = this.halfLivesHours[0]!): number {
    const weights = this.#weights.get(id);
    return weights === undefined ? 0 : this.worthOf(weights, hour, halfLifeHours);
  }

  /** The same of a story's sum. */
  worthOf(weights: DecayedSum, hour: number, halfLifeHours: number): number {
    this.#turnTo(hour);
    const at = this.halfLivesHours.indexOf(halfLifeHours);
    return worthOf(weights[at]!, this.#powers[at]!);
  }

  /** Every story, with what its count is worth under the longest half-life (no other makes it worth more), and its sum. */
  forEach(hour: number, visit: (id: string, most: number, sum: DecayedSum) => void): void {
    const longest = this.halfLivesHours.indexOf(Math.max(...this.halfLivesHours));
    for (const [id, weights] of this.#weights) {
      this.#turnTo(hour);
      visit(id, worthOf(weights[longest]!, this.#powers[longest]!), weights);
    }
  }

  ids(): Iterable<string> {
    return this.#weights.keys();
  }

  get size(): number {
    return this.#weights.size;
  }

  /** Forgets what is worth less than `least` under every half-life; keeps memory in proportion to what is being read. */
  forget(hour: number, least: number): void {
    this.#moveTo(hour);
    this.#turnTo(hour);
    const bounds = this.#powers.map((power) => least * power);
    const isWorthEnough = (weight: number, at: number) => weight >= bounds[at]!;
    const last = bounds.length - 1;
    for (const [id, weights] of this.#weights) {
      // The last is mostly the longest, which keeps what is kept.
      if (weights[last]! >= bounds[last]! || weights.some(isWorthEnough)) continue;
      this.#weights.delete(id);
    }
  }

  /** Forgets the weakest under the first half-life until no more than `most` are left. */
  keepStrongest(most: number): void {
    if (this.#weights.size <= most) return;
    const byWeight = [...this.#weights].sort(([, a], [, b]) => b[0]! - a[0]!);
    for (const [id] of byWeight.slice(most)) this.#weights.delete(id);
  }

  copy(): DecayedCounts {
    const copied = new DecayedCounts(this.halfLivesHours);
    copied.#landmark = this.#landmark;
    for (const [id, weights] of this.#weights) copied.#weights.set(id, weights.slice());
    return copied;
  }

  serialise(): DecayedCountsState {
    return {
      landmark: this.#landmark,
      weights: [...this.#weights].map(([id, weights]) => [id, [...weights]]),
    };
  }

  /** Only what changes the counts may move the landmark: reading leaves them as they are, to the last bit. */
  #moveTo(hour: number): void {
    this.#landmark ??= hour;
    if ((hour - this.#landmark) / this.#shortest <= exponentAtMost) return;
    const scales = this.halfLivesHours.map((halfLife) => 2 ** ((this.#landmark! - hour) / halfLife));
    for (const weights of this.#weights.values())
      for (let at = 0; at < weights.length; at += 1) weights[at]! *= scales[at]!;
    this.#landmark = hour;
    this.#hour = Number.NaN;
  }

  #turnTo(hour: number): void {
    if (hour === this.#hour) return;
    this.#hour = hour;
    for (let at = 0; at < this.#powers.length; at += 1)
      this.#powers[at] = 2 ** ((hour - (this.#landmark ?? hour)) / this.halfLivesHours[at]!);
  }
}

/** An hour so far before the landmark that its power is none has no views that could be told from none. */
const worthOf = (weight: number, power: number): number => (power === 0 ? 0 : weight / power);
