/**
 * The `count` slots with the highest value over norm above 0, highest first; of equals the later slot, the newer story.
 * One loop over typed arrays without calls: it runs over the whole archive for each story that asks.
 */
export function topSlots(values: Float32Array, norms: Float32Array, slots: number, count: number): number[] {
  const heapSlots: number[] = [];
  const heapValues: number[] = [];
  let least = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    // Once the list is full hardly a slot gets past this line: no division, and a branch that goes one way.
    if (values[slot]! < least * norms[slot]!) continue;
    const value = values[slot]! / norms[slot]!;
    if (value <= 0 || value < least) continue;
    if (heapSlots.length < count) {
      heapSlots.push(slot);
      heapValues.push(value);
      siftUp(heapValues, heapSlots);
    } else {
      heapSlots[0] = slot;
      heapValues[0] = value;
      siftDown(heapValues, heapSlots);
    }
    if (heapSlots.length === count) least = heapValues[0]!;
  }
  return heapSlots
    .map((slot, at) => [slot, heapValues[at]!] as const)
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .map(([slot]) => slot);
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
