/**
 * The `most` slots with the highest value over norm above 0, highest first, equals by the later slot, the newer story;
 * which of equals is the last that is taken is left open.
 */
export class TopSlots {
  readonly #most: number;
  readonly #slots: number[] = [];
  readonly #values: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Looks at `count` slots from `first` on, whose values begin at 0. One loop without calls: all slots go through it for each story that asks. */
  take(values: Float32Array, norms: Float32Array, first: number, count: number): void {
    let least = this.#slots.length === this.#most ? this.#values[0]! : 0;
    for (let place = 0; place < count; place += 1) {
      // Once the list is full hardly a slot gets past this line: no division, and a branch that goes one way.
      if (values[place]! < least * norms[first + place]!) continue;
      const value = values[place]! / norms[first + place]!;
      if (value <= 0 || value < least) continue;
      this.#push(first + place, value);
      if (this.#slots.length === this.#most) least = this.#values[0]!;
    }
  }

  slots(): number[] {
    return this.#slots
      .map((slot, at) => [slot, this.#values[at]!] as const)
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .map(([slot]) => slot);
  }

  #push(slot: number, value: number): void {
    if (this.#slots.length < this.#most) {
      this.#slots.push(slot);
      this.#values.push(value);
      siftUp(this.#values, this.#slots);
    } else {
      this.#slots[0] = slot;
      this.#values[0] = value;
      siftDown(this.#values, this.#slots);
    }
  }
}

function siftUp(values: number[], slots: number[]): void {
  let at = values.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (values[parent]! <= values[at]!) return;
    swap(values, slots, at, parent);
    at = parent;
  }
}

function siftDown(values: number[], slots: number[]): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= values.length) return;
    const right = left + 1;
    const least = right < values.length && values[right]! < values[left]! ? right : left;
    if (values[at]! <= values[least]!) return;
    swap(values, slots, at, least);
    at = least;
  }
}

function swap(values: number[], slots: number[], a: number, b: number): void {
  [values[a], values[b]] = [values[b]!, values[a]!];
  [slots[a], slots[b]] = [slots[b]!, slots[a]!];
}
