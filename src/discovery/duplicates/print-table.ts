import { SlotLists } from '../related/growing-array.js';
import type { LookedUpPrint } from './fingerprint.js';

/** Lengths that stand before the hashes of a story: shingles, sketch, names, numbers; the keys take the rest. */
const header = 4;

/** Fingerprints by slot in paged memory, 4 bytes a hash. */
export class PrintTable {
  readonly #lists = new SlotLists();

  set(slot: number, { sketch, shingles, keys, names, numbers }: LookedUpPrint): void {
    const lengths = [shingles, sketch.length, names.length, numbers.length];
    this.#lists.set(
      slot,
      [lengths, sketch, names, numbers, keys].flatMap((part) => Array.from(part)),
    );
  }

  /** Views, valid as long as the slot is not set again. */
  of(slot: number): LookedUpPrint {
    const list = this.#lists.of(slot);
    const [shingles = 0, sketch = 0, names = 0, numbers = 0] = list;
    const namesAt = header + sketch;
    const numbersAt = namesAt + names;
    const keysAt = numbersAt + numbers;
    return {
      shingles,
      sketch: list.subarray(header, namesAt),
      names: list.subarray(namesAt, numbersAt),
      numbers: list.subarray(numbersAt, keysAt),
      keys: list.subarray(keysAt),
    };
  }

  get bytes(): number {
    return this.#lists.bytes;
  }
}
