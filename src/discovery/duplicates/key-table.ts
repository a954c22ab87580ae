import { PagedInts } from '../related/growing-array.js';

/** From key to the slots that carry it, newest first: a hash table with chains in paged memory, 12 bytes an entry. */
export class KeyTable {
  #heads: Int32Array = new Int32Array(1024).fill(-1);
  readonly #keys = new PagedInts();
  readonly #slots = new PagedInts();
  readonly #next = new PagedInts();
  #size = 0;

  add(key: number, slot: number): void {
    if (this.#size === this.#heads.length) this.#rehash(this.#heads.length * 2);
    const entry = this.#size;
    for (const ints of [this.#keys, this.#slots, this.#next]) ints.reserve(1);
    put(this.#keys, entry, key);
    put(this.#slots, entry, slot);
    this.#size += 1;
    this.#link(entry);
  }

  /** The slots that carry a key, the newest first, at most `limit`. */
  slotsWith(key: number, limit: number): number[] {
    const slots: number[] = [];
    let entry = this.#heads[key & (this.#heads.length - 1)]!;
    while (entry >= 0 && slots.length < limit) {
      if (take(this.#keys, entry) === key) slots.push(take(this.#slots, entry));
      entry = take(this.#next, entry);
    }
    return slots;
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#keys.bytes + this.#slots.bytes + this.#next.bytes;
  }

  #link(entry: number): void {
    const place = take(this.#keys, entry) & (this.#heads.length - 1);
    put(this.#next, entry, this.#heads[place]!);
    this.#heads[place] = entry;
  }

  #rehash(places: number): void {
    this.#heads = new Int32Array(places).fill(-1);
    for (let entry = 0; entry < this.#size; entry += 1) this.#link(entry);
  }
}

const take = (ints: PagedInts, at: number): number => ints.pageOf(at)[ints.offsetOf(at)]!;

const put = (ints: PagedInts, at: number, value: number): void => {
  ints.pageOf(at)[ints.offsetOf(at)] = value;
};
