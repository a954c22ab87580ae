import { grown } from '../related/growing-array.js';

/** From key to the slots that carry it, newest first: a hash table with chains in typed arrays, 12 bytes an entry. */
export class KeyTable {
  #heads: Int32Array = new Int32Array(1024).fill(-1);
  #keys: Int32Array = new Int32Array(0);
  #slots: Int32Array = new Int32Array(0);
  #next: Int32Array = new Int32Array(0);
  #size = 0;

  add(key: number, slot: number): void {
    if (this.#size === this.#heads.length) this.#rehash(this.#heads.length * 2);
    const entry = this.#size;
    this.#keys = grown(this.#keys, entry + 1);
    this.#slots = grown(this.#slots, entry + 1);
    this.#next = grown(this.#next, entry + 1);
    this.#keys[entry] = key;
    this.#slots[entry] = slot;
    this.#size += 1;
    this.#link(entry);
  }

  /** The slots that carry a key, the newest first, at most `limit`. */
  slotsWith(key: number, limit: number): number[] {
    const slots: number[] = [];
    let entry = this.#heads[key & (this.#heads.length - 1)]!;
    while (entry >= 0 && slots.length < limit) {
      if (this.#keys[entry] === key) slots.push(this.#slots[entry]!);
      entry = this.#next[entry]!;
    }
    return slots;
  }

  get bytes(): number {
    return [this.#heads, this.#keys, this.#slots, this.#next].reduce((sum, part) => sum + part.byteLength, 0);
  }

  #link(entry: number): void {
    const place = this.#keys[entry]! & (this.#heads.length - 1);
    this.#next[entry] = this.#heads[place]!;
    this.#heads[place] = entry;
  }

  #rehash(places: number): void {
    this.#heads = new Int32Array(places).fill(-1);
    for (let entry = 0; entry < this.#size; entry += 1) this.#link(entry);
  }
}
