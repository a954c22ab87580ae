import type { Random } from '../../base/seeded-random.js';
import { type Interval, percentile } from './metrics.js';

/**
 * What each unit that was drawn (a day, a reader, a slate) adds to the two sums whose ratio is a figure, such as views caught
 * and views in all; a mean is the ratio to a sum of ones. What happens in one unit is not independent, and counts as one.
 */
export interface UnitSums {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** Adds up what belongs to the same unit; units stand in the order in which they are first named. */
export function sumsByUnit({ above, below }: UnitSums, unitOf: (index: number) => string | number): UnitSums {
  const places = new Map<string | number, number>();
  const sums = { above: [] as number[], below: [] as number[] };
  above.forEach((value, index) => {
    const unit = unitOf(index);
    const place = places.get(unit) ?? places.size;
    places.set(unit, place);
    sums.above[place] = (sums.above[place] ?? 0) + value;
    sums.below[place] = (sums.below[place] ?? 0) + below[index]!;
  });
  return sums;
}

export function ratioOf({ above, below }: UnitSums): number {
  const total = sum(below);
  return total === 0 ? 0 : sum(above) / total;
}

/** The ratio and its 95 % percentile interval from `resamples` draws of as many units, with replacement (Efron 1979). */
export function resampledRatio(sums: UnitSums, random: Random, resamples = 1000): Interval {
  const { above, below } = sums;
  const ratios = Array.from({ length: resamples }, () => {
    let drawnAbove = 0;
    let drawnBelow = 0;
    for (let draw = 0; draw < above.length; draw += 1) {
      const unit = Math.floor(random() * above.length);
      drawnAbove += above[unit]!;
      drawnBelow += below[unit]!;
    }
    return drawnBelow === 0 ? 0 : drawnAbove / drawnBelow;
  });
  return { mean: ratioOf(sums), low: percentile(ratios, 0.025), high: percentile(ratios, 0.975) };
}

/** What one is above another, over the same units. */
export const differenceOf = (one: UnitSums, other: UnitSums): UnitSums => ({
  above: one.above.map((value, unit) => value - other.above[unit]!),
  below: one.below,
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
