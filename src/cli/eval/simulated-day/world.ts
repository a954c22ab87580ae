import type { Instant } from '../../../base/clock.js';
import { dayMs, hourMs } from '../../../base/clock.js';
import { type Chance, chanceOf } from './chance.js';
import { makePlaces, type Places } from './places.js';
import { drawRates, type Rates } from './rates.js';

/** All that the actors of one day share. */
export interface World {
  readonly rates: Rates;
  readonly places: Places;
  readonly beginsAt: Instant;
  /** How many hits a run of a machine may have: a two-hundredth of the day. */
  readonly runAtMost: number;
  /** A story by its popularity. */
  story(chance: Chance): number;
  /** An instant of the day, by when people read. */
  readingTime(chance: Chance): Instant;
  /** Any instant of the day: machines know no evening. */
  anyTime(chance: Chance): Instant;
}

/** Tuesday, 12 May 2026, in the paper's zone; it has 24 hours. */
export const simulatedDay = { zone: 'Europe/Paris', beginsAt: Date.UTC(2026, 4, 11, 22) } as const;

export const storyCount = 1500;
/** Hits by hour of the local day, in per cent of the highest. */
const hourWeights = [
  28, 18, 12, 9, 9, 14, 34, 62, 80, 72, 64, 64, 74, 78, 68, 62, 62, 68, 76, 84, 94, 100, 86, 54,
];
const hitsPerPerson = 6;

export function makeWorld(seed: number, hits: number): World {
  const rates = drawRates(seed);
  const popularity = zipf(rates.zipf);
  return {
    rates,
    places: makePlaces(seed, rates, hits / hitsPerPerson),
    beginsAt: simulatedDay.beginsAt,
    runAtMost: Math.max(50, hits / 200),
    story: (chance) => popularity(chance.one()),
    readingTime: (chance) => {
      const hour = chance.weighed(hourWeights.map((weight, index) => [index, weight] as const));
      return simulatedDay.beginsAt + Math.floor((hour + chance.one()) * hourMs);
    },
    anyTime: (chance) => simulatedDay.beginsAt + chance.whole(dayMs),
  };
}

/** The chance of an actor, whichever others there are. */
export const actorChance = (seed: number, source: number, index: number): Chance =>
  chanceOf(seed, 2 + source, index);

/** A rank from a share of all: rank r has the weight r to the power of minus the exponent. */
function zipf(exponent: number): (share: number) => number {
  const sums = new Float64Array(storyCount);
  let sum = 0;
  for (let rank = 0; rank < storyCount; rank += 1) {
    sum += (rank + 1) ** -exponent;
    sums[rank] = sum;
  }
  return (share) => {
    const sought = share * sum;
    let [low, high] = [0, storyCount - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < sought) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
