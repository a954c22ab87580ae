import { seededRandom } from '../../../base/seeded-random.js';

/** A source of chance of its own for each actor, so that each can be made again alone. */
export interface Chance {
  /** In [0, 1). */
  one(): number;
  happens(share: number): boolean;
  between(low: number, high: number): number;
  /** A whole number in [0, count). */
  whole(count: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** By weight; the weights need no sum. */
  weighed<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  logNormal(median: number, sigma: number): number;
  exponential(mean: number): number;
  /** How often something goes on, with this chance each time. */
  goesOn(chance: number, atMost: number): number;
  id(): string;
}

export function chanceOf(...seeds: readonly number[]): Chance {
  const one = seededRandom(seeds.reduce(mix, 0x9e3779b9));
  const whole = (count: number) => Math.floor(one() * count);
  return {
    one,
    whole,
    happens: (share) => one() < share,
    between: (low, high) => low + (high - low) * one(),
    pick: (items) => items[whole(items.length)]!,
    weighed: (items) => weighed(items, one()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal(one)),
    exponential: (mean) => -mean * Math.log(1 - one()),
    goesOn(chance, atMost) {
      let times = 0;
      while (times < atMost && one() < chance) times += 1;
      return times;
    },
    id: () =>
      Array.from({ length: 3 }, () =>
        whole(2 ** 32)
          .toString(36)
          .padStart(7, '0'),
      ).join('-'),
  };
}

/** Finaliser of MurmurHash3: neighbouring actors get streams that have nothing in common. */
function mix(state: number, seed: number): number {
  let mixed = (state ^ Math.imul(seed | 0, 0x85ebca6b)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function weighed<Item>(items: readonly (readonly [item: Item, weight: number])[], at: number): Item {
  let rest = at * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return items.at(-1)![0];
}

// Box and Muller 1958.
const normal = (one: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - one())) * Math.cos(2 * Math.PI * one());
