/** A copy of a typed array with room for at least `length` items, doubling so that growth is amortised. */
export function grown<Items extends Int32Array | Float32Array | Float64Array | Uint8Array>(
  items: Items,
  length: number,
): Items {
  if (items.length >= length) return items;
  const larger = new (items.constructor as new (length: number) => Items)(
    Math.max(length, items.length * 2, 64),
  );
  larger.set(items);
  return larger;
}

/** 4 MB a page: large enough that pages are few, small enough that the last one wastes little. */
const pageItems = 1 << 20;

/** Whole numbers in pages: it grows without copying, and an item stays where it was put. */
export class PagedInts {
  readonly #pages: Int32Array[] = [];
  #length = 0;

  /** Reserves `count` items that lie side by side (at most a page) and returns where they begin. */
  reserve(count: number): number {
    const leftOnPage = this.#pages.length * pageItems - this.#length;
    if (leftOnPage < count) {
      this.#length = this.#pages.length * pageItems;
      this.#pages.push(new Int32Array(pageItems));
    }
    const start = this.#length;
    this.#length += count;
    return start;
  }

  pageOf(at: number): Int32Array {
    return this.#pages[at >>> 20]!;
  }

  offsetOf(at: number): number {
    return at & (pageItems - 1);
  }

  get bytes(): number {
    return this.#pages.length * pageItems * 4;
  }
}

/** One list of whole numbers for each slot (at most a page long), in paged memory. */
export class SlotLists {
  readonly #items = new PagedInts();
  #starts: Int32Array = new Int32Array(0);
  #counts: Int32Array = new Int32Array(0);

  set(slot: number, values: readonly number[]): void {
    this.#starts = grown(this.#starts, slot + 1);
    this.#counts = grown(this.#counts, slot + 1);
    const start = this.#items.reserve(values.length);
    this.#starts[slot] = start;
    this.#counts[slot] = values.length;
    if (values.length > 0) this.#items.pageOf(start).set(values, this.#items.offsetOf(start));
  }

  /** A view of the list, valid as long as the slot is not set again. */
  of(slot: number): Int32Array {
    const count = this.#counts[slot] ?? 0;
    if (count === 0) return none;
    const start = this.#starts[slot]!;
    const first = this.#items.offsetOf(start);
    return this.#items.pageOf(start).subarray(first, first + count);
  }

  get bytes(): number {
    return this.#items.bytes + this.#starts.byteLength + this.#counts.byteLength;
  }
}

const none = new Int32Array(0);
