import { countingRules } from '../rules.js';

/**
 * A sketch of how many different keys were seen: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) over 64-bit
 * keys. With 64 bits the paper's large-range correction is not needed (Heule, Nunkesser, Hall 2013, section 4).
 */
export type Sketch = Uint8Array;

const precision = countingRules.sketchPrecision.value;
const registerCount = 1 << precision;

/** 1.04 / √m, the paper's standard error, as a share of the estimate. */
export const sketchError = 1.04 / Math.sqrt(registerCount);

export const emptySketch = (): Sketch => new Uint8Array(registerCount);

/** Adds 8 bytes that are as good as random. True if the sketch changed. */
export function addToSketch(sketch: Sketch, key: Uint8Array): boolean {
  const view = new DataView(key.buffer, key.byteOffset, 8);
  const [high, low] = [view.getUint32(0), view.getUint32(4)];
  const register = high >>> (32 - precision);
  const restOfHigh = (high << precision) >>> 0;
  const rank = restOfHigh !== 0 ? Math.clz32(restOfHigh) + 1 : 32 - precision + Math.clz32(low) + 1;
  if (sketch[register]! >= rank) return false;
  sketch[register] = rank;
  return true;
}

/** The sketch of both together: register by register the larger. */
export const mergeSketches = (one: Sketch, other: Sketch): Sketch =>
  one.map((rank, register) => Math.max(rank, other[register]!));

/** The estimate; small numbers by linear counting, as the paper has it (below 2.5 m, while registers are empty). */
export function estimateOf(sketch: Sketch): number {
  const m = sketch.length;
  let [sum, empty] = [0, 0];
  for (const rank of sketch) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const alpha = 0.7213 / (1 + 1.079 / m);
  const raw = (alpha * m * m) / sum;
  return Math.round(raw <= 2.5 * m && empty > 0 ? m * Math.log(m / empty) : raw);
}
