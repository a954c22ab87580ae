/**
 * How many stories carry a name, by its hash, in a table of fixed size: names are too many to keep each of them.
 * Two names on one place count together, which can only make a name look more common than it is.
 */
const places = 1 << 20;

export class LabelCounts {
  readonly #counts = new Int32Array(places);

  count(labels: Iterable<number>, step: 1 | -1): void {
    for (const label of labels) this.#counts[label & (places - 1)]! += step;
  }

  of(label: number): number {
    return this.#counts[label & (places - 1)]!;
  }

  get bytes(): number {
    return this.#counts.byteLength;
  }
}

/** FNV-1a over UTF-16 units, 32 bits: names and topics are compared by it. */
export function labelOf(kind: 'name' | 'topic', text: string): number {
  let hash = 0x811c9dc5;
  for (const part of [kind, ':', text]) {
    for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  }
  return hash;
}
