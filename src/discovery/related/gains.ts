/** A sparse vector over the vocabulary in dense form, so that a dot product is one array read a term; cleared cheaply. */
export class Gains {
  values = new Float32Array(0);
  readonly #touched: number[] = [];

  /** Empties it and makes room for `terms` terms. */
  clear(terms: number): void {
    if (this.values.length < terms) this.values = new Float32Array(terms + (terms >> 2));
    else for (const term of this.#touched) this.values[term] = 0;
    this.#touched.length = 0;
  }

  add(term: number, gain: number): void {
    if (this.values[term] === 0) this.#touched.push(term);
    this.values[term]! += gain;
  }
}
