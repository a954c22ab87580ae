import { SlotLists } from './growing-array.js';

/** A term of a story in one Int32: 24 bits of term, 8 of weight in steps of 1/48 (ln(1 + occurrences) stays under 5.3). */
const weightSteps = 48;
export const mostTerms = 1 << 24;

const packed = (term: number, weight: number): number =>
  (term << 8) | Math.min(255, Math.max(1, Math.round(weight * weightSteps)));

/** The terms of each story by slot: for exact scores, for feedback, and to take a story out again. */
export class ForwardIndex {
  readonly #lists = new SlotLists();

  set(slot: number, terms: readonly (readonly [term: number, weight: number])[]): void {
    this.#lists.set(
      slot,
      terms.map(([term, weight]) => packed(term, weight)),
    );
  }

  count(slot: number): number {
    return this.#lists.of(slot).length;
  }

  forEachTerm(slot: number, visit: (term: number, weight: number) => void): void {
    const items = this.#lists.of(slot);
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at]!;
      visit(item >>> 8, (item & 255) / weightSteps);
    }
  }

  /** Writes the story's terms and weights into two arrays from place `start`. */
  copyTo(slot: number, terms: Int32Array, weights: Float64Array, start: number): void {
    const items = this.#lists.of(slot);
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at]!;
      terms[start + at] = item >>> 8;
      weights[start + at] = (item & 255) / weightSteps;
    }
  }

  get bytes(): number {
    return this.#lists.bytes;
  }
}
