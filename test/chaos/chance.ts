import { seededRandom } from '../../src/base/seeded-random.js';

/** Everything that a round draws, from one seed: the same seed draws the same. */
export interface Chance {
  /** From least to most, both included. */
  whole(least: number, most: number): number;
  pick<Value>(from: readonly Value[]): Value;
  isTrue(probability: number): boolean;
  bytes(size: number): Buffer;
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed);
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    isTrue: (probability) => random() < probability,
    bytes: (size) => Buffer.from(Array.from({ length: size }, () => whole(0, 255))),
  };
}
