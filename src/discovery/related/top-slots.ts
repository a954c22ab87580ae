/** The `count` slots with the highest value above 0, highest first; of equal values the later slot (the newer story). */
export function topSlots(
  values: Float32Array,
  slots: number,
  count: number,
  weigh: (slot: number, raw: number) => number,
): number[] {
  const heapSlots: number[] = [];
  const heapValues: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const raw = values[slot]!;
    if (raw === 0) continue;
    const value = weigh(slot, raw);
    if (value <= 0) continue;
    if (heapSlots.length < count) {
      heapSlots.push(slot);
      heapValues.push(value);
      siftUp(heapValues, heapSlots);
    } else if (value >= heapValues[0]!) {
      heapSlots[0] = slot;
      heapValues[0] = value;
      siftDown(heapValues, heapSlots);
    }
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
