import { grown } from './growing-array.js';

const dimensions = 64;
/** How many of its dimensions a term's own random direction uses. */
const directionEntries = 8;
/** A term is placed once so many stories have it: what one or two stories say of a word is chance. */
const learnFrom = 3;
/** 64 MB of places at most, whatever the vocabulary; rarer terms that come later have none. */
const mostPlaced = 1 << 18;

/** A story's terms by number, each weight times the root of its rarity; typed arrays, since 200 of them are made for a list. */
export interface RareTerms {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Where words stand by the company they keep, learned from the site's own stories and nothing else: random indexing
 * (Kanerva, Kristoferson and Holst 2000). Each term has a random direction; a story's context is the sum of its terms'
 * directions, and a term moves towards the contexts of the stories that it stands in. Words that never meet but keep the
 * same company come to lie close together. Memory is bounded, and each story costs the same.
 */
export class TermSpace {
  #rows: Float32Array = new Float32Array(0);
  #rowOf: Int32Array = new Int32Array(0);
  #lengths: Float32Array = new Float32Array(0);
  #placed = 0;
  readonly #contextSum = new Float32Array(dimensions);
  readonly #placeSum = new Float32Array(dimensions);
  #learned = 0;

  /** Learns from a story; `storiesWith` says how many have a term. */
  learn(story: RareTerms, storiesWith: (term: number) => number): void {
    const { terms, weights } = story;
    if (terms.length === 0) return;
    const context = new Float32Array(dimensions);
    for (let at = 0; at < terms.length; at += 1) addDirection(context, terms[at]!, weights[at]!);
    normalise(context);
    this.#learned += 1;
    addTo(this.#contextSum, context, 0, 1);
    addTo(context, this.#contextSum, 0, -1 / this.#learned);
    for (let at = 0; at < terms.length; at += 1) {
      const row = this.#rowFor(terms[at]!, storiesWith(terms[at]!));
      if (row >= 0) this.#move(row, context, weights[at]!);
    }
    addTo(this.#placeSum, this.#sumOf(story), 0, 1);
  }

  /**
   * Where a story stands: the mean of its terms' places, of length 1, without what all stories have in common. Of length 0,
   * near to nothing, where none of its terms has a place.
   */
  placeOf(story: RareTerms): Float32Array {
    const place = this.#sumOf(story);
    if (place.every((value) => value === 0)) return place;
    if (this.#learned > 0) addTo(place, this.#placeSum, 0, -1 / this.#learned);
    return normalise(place);
  }

  get bytes(): number {
    return this.#rows.byteLength + this.#lengths.byteLength + this.#rowOf.byteLength;
  }

  #sumOf({ terms, weights }: RareTerms): Float32Array {
    const sum = new Float32Array(dimensions);
    const rows = new Int32Array(terms.length);
    const shares = new Float64Array(terms.length);
    let placed = 0;
    for (let at = 0; at < terms.length; at += 1) {
      const row = (this.#rowOf[terms[at]!] ?? 0) - 1;
      if (row < 0) continue;
      rows[placed] = row * dimensions;
      shares[placed] = weights[at]! / (this.#lengths[row]! || 1);
      placed += 1;
    }
    for (let block = 0; block < dimensions; block += 8)
      addBlock(sum, this.#rows, rows, shares, placed, block);
    return normalise(sum);
  }

  #move(row: number, context: Float32Array, weight: number): void {
    const start = row * dimensions;
    let squares = 0;
    for (let at = 0; at < dimensions; at += 1) {
      const value = this.#rows[start + at]! + weight * context[at]!;
      this.#rows[start + at] = value;
      squares += value * value;
    }
    this.#lengths[row] = Math.sqrt(squares);
  }

  /** The row of a term, a new one once enough stories have it; −1 if it has none. */
  #rowFor(term: number, storiesWith: number): number {
    const existing = (this.#rowOf[term] ?? 0) - 1;
    if (existing >= 0 || storiesWith < learnFrom || this.#placed >= mostPlaced) return existing;
    this.#placed += 1;
    this.#rowOf = grown(this.#rowOf, term + 1);
    this.#rowOf[term] = this.#placed;
    this.#rows = grown(this.#rows, this.#placed * dimensions);
    this.#lengths = grown(this.#lengths, this.#placed);
    return this.#placed - 1;
  }
}

/** Cosine of two places of length 1. */
export function nearness(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

/** The random direction of a term, drawn from its number, so that it need not be kept. */
function addDirection(into: Float32Array, term: number, weight: number): void {
  let state = Math.imul(term + 1, 0x9e3779b1);
  for (let entry = 0; entry < directionEntries; entry += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
    into[state & (dimensions - 1)]! += state & 0x10000 ? weight : -weight;
  }
}

function addTo(into: Float32Array, from: Float32Array, start: number, factor: number): void {
  for (let at = 0; at < dimensions; at += 1) into[at]! += factor * from[start + at]!;
}

/** Eight of the dimensions of a sum over rows, in eight variables that stay in the processor's registers. */
function addBlock(
  into: Float32Array,
  from: Float32Array,
  rows: Int32Array,
  shares: Float64Array,
  count: number,
  block: number,
): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const start = rows[at]! + block;
    const share = shares[at]!;
    a += share * from[start]!;
    b += share * from[start + 1]!;
    c += share * from[start + 2]!;
    d += share * from[start + 3]!;
    e += share * from[start + 4]!;
    f += share * from[start + 5]!;
    g += share * from[start + 6]!;
    h += share * from[start + 7]!;
  }
  into.set([a, b, c, d, e, f, g, h], block);
}

function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let at = 0; at < dimensions; at += 1) squares += vector[at]! * vector[at]!;
  const length = Math.sqrt(squares) || 1;
  for (let at = 0; at < dimensions; at += 1) vector[at]! /= length;
  return vector;
}
