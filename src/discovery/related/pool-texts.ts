import type { Archive } from './archive.js';
import type { QueryVector } from './query-vector.js';
import type { RareTerms } from './term-space.js';
import type { Vocabulary } from './vocabulary.js';

/** Working memory for numbering terms anew, of the size of the vocabulary and empty between uses. */
export class TermNumbers {
  #numbers: Int32Array = new Int32Array(0);

  get bytes(): number {
    return this.#numbers.byteLength;
  }

  /** Puts numbers from 0, in the order of first use, in the place of the archive's; returns the archive's by the new ones. */
  renumber(terms: Int32Array, vocabularySize: number): Int32Array {
    if (this.#numbers.length < vocabularySize) {
      this.#numbers = new Int32Array(vocabularySize + (vocabularySize >> 2));
    }
    const numbers = this.#numbers;
    const archiveTerms = new Int32Array(terms.length);
    let used = 0;
    for (let at = 0; at < terms.length; at += 1) {
      const term = terms[at]!;
      if (numbers[term] === 0) {
        archiveTerms[used] = term;
        used += 1;
        numbers[term] = used;
      }
      terms[at] = numbers[term]! - 1;
    }
    for (let number = 0; number < used; number += 1) numbers[archiveTerms[number]!] = 0;
    return archiveTerms.subarray(0, used);
  }
}

/**
 * The texts of some stories of the archive and of the story that asks, side by side with their terms numbered anew.
 * Scoring looks at each of them many times: some thousand terms stay in the processor's cache, where the vocabulary of a
 * large archive does not. The stories are texts 0 to n − 1 in the order given, the one that asks is text n.
 */
export class PoolTexts {
  /** Where the terms of each text begin, and after the last where they end. */
  readonly #starts: Int32Array;
  readonly #terms: Int32Array;
  readonly #weights: Float64Array;
  /** By the new number of a term. */
  readonly #archiveTerms: Int32Array;
  readonly #rarities: Float64Array;
  readonly #rootRarities: Float64Array;
  readonly #norms: Float64Array;

  constructor(archive: Archive, slots: readonly number[], query: QueryVector, numbers: TermNumbers) {
    const starts = new Int32Array(slots.length + 2);
    slots.forEach((slot, text) => {
      starts[text + 1] = starts[text]! + archive.forward.count(slot);
    });
    const own = starts[slots.length]!;
    starts[slots.length + 1] = own + query.terms.length;
    this.#starts = starts;
    this.#terms = new Int32Array(own + query.terms.length);
    this.#weights = new Float64Array(this.#terms.length);
    slots.forEach((slot, text) => {
      archive.forward.copyTo(slot, this.#terms, this.#weights, starts[text]!);
    });
    query.terms.forEach(({ term, weight }, at) => {
      this.#terms[own + at] = term;
      this.#weights[own + at] = weight;
    });
    this.#archiveTerms = numbers.renumber(this.#terms, archive.vocabulary.size);
    this.#rarities = raritiesOf(this.#archiveTerms, archive.vocabulary);
    this.#rootRarities = this.#rarities.map(Math.sqrt);
    this.#norms = new Float64Array(slots.length + 1);
    for (let text = 0; text < slots.length; text += 1) this.#norms[text] = this.#lengthOf(text);
    this.#norms[slots.length] = query.norm;
  }

  /** Adds `factor` times a text, at length 1 and with each term's rarity, to a vector that `cosines` may be asked of. */
  addTo(gains: Float64Array, text: number, factor: number): void {
    const share = factor / this.#norms[text]!;
    for (let at = this.#starts[text]!; at < this.#starts[text + 1]!; at += 1) {
      const term = this.#terms[at]!;
      gains[term]! += share * this.#weights[at]! * this.#rarities[term]!;
    }
  }

  /** A vector of zeros over the terms. */
  emptyGains(): Float64Array {
    return new Float64Array(this.#archiveTerms.length);
  }

  /** Of each story's text with the vector, at the vector's own length. */
  cosines(gains: Float64Array): number[] {
    const cosines: number[] = [];
    for (let text = 0; text + 1 < this.#norms.length; text += 1) {
      let sum = 0;
      for (let at = this.#starts[text]!; at < this.#starts[text + 1]!; at += 1) {
        sum += gains[this.#terms[at]!]! * this.#weights[at]!;
      }
      cosines.push(sum / this.#norms[text]!);
    }
    return cosines;
  }

  /**
   * Cosines of all pairs of some texts, row by row in their order; what stands on the diagonal means nothing. Goes term by
   * term through the texts that share it: most pairs of texts have few terms in common, most terms are in few texts.
   */
  similarities(texts: readonly number[]): Float64Array {
    const { first, rows, values } = this.#byTerm(texts);
    const matrix = new Float64Array(texts.length * texts.length);
    for (let term = 0; term + 1 < first.length; term += 1) {
      const end = first[term + 1]!;
      for (let one = first[term]!; one < end; one += 1) {
        const row = rows[one]! * texts.length;
        const value = values[one]!;
        for (let other = one + 1; other < end; other += 1)
          matrix[row + rows[other]!]! += value * values[other]!;
      }
    }
    for (let row = 1; row < texts.length; row += 1) {
      for (let column = 0; column < row; column += 1) {
        matrix[row * texts.length + column] = matrix[column * texts.length + row]!;
      }
    }
    return matrix;
  }

  /** As a TermSpace wants it. */
  rareTerms(text: number): RareTerms {
    const [start, end] = [this.#starts[text]!, this.#starts[text + 1]!];
    const terms = this.#terms.slice(start, end);
    const weights = new Float32Array(terms.length);
    for (let at = 0; at < terms.length; at += 1) {
      const term = terms[at]!;
      weights[at] = this.#weights[start + at]! * this.#rootRarities[term]!;
      terms[at] = this.#archiveTerms[term]!;
    }
    return { terms, weights };
  }

  /** For each term the rows of the texts that have it, rising, and what it adds to their length of 1. */
  #byTerm(texts: readonly number[]) {
    const first = new Int32Array(this.#archiveTerms.length + 1);
    for (const text of texts) {
      for (let at = this.#starts[text]!; at < this.#starts[text + 1]!; at += 1)
        first[this.#terms[at]! + 1]! += 1;
    }
    for (let term = 1; term < first.length; term += 1) first[term]! += first[term - 1]!;
    const next = first.slice();
    const rows = new Int32Array(first.at(-1)!);
    const values = new Float64Array(rows.length);
    for (let row = 0; row < texts.length; row += 1) {
      const text = texts[row]!;
      for (let at = this.#starts[text]!; at < this.#starts[text + 1]!; at += 1) {
        const term = this.#terms[at]!;
        const place = next[term]!;
        next[term] = place + 1;
        rows[place] = row;
        values[place] = (this.#weights[at]! * this.#rootRarities[term]!) / this.#norms[text]!;
      }
    }
    return { first, rows, values };
  }

  #lengthOf(text: number): number {
    let sum = 0;
    for (let at = this.#starts[text]!; at < this.#starts[text + 1]!; at += 1) {
      sum += this.#weights[at]! ** 2 * this.#rarities[this.#terms[at]!]!;
    }
    return Math.sqrt(sum) || 1;
  }
}

function raritiesOf(terms: Int32Array, vocabulary: Vocabulary): Float64Array {
  const rarities = new Float64Array(terms.length);
  for (let at = 0; at < terms.length; at += 1) rarities[at] = vocabulary.rarity(terms[at]!);
  return rarities;
}
