import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { differenceOf, ratioOf, resampledRatio, sumsByUnit, type UnitSums } from './resampled.js';

const ones = (length: number) => Array.from({ length }, () => 1);

describe('resampledRatio', () => {
  it('of a mean reaches two standard errors to each side', () => {
    const random = seededRandom(4);
    const above = Array.from({ length: 400 }, () => (random() < 0.3 ? 1 : 0));
    const { mean, low, high } = resampledRatio({ above, below: ones(400) }, seededRandom(1));
    const error = Math.sqrt((mean * (1 - mean)) / 400);
    expect(mean).toBe(ratioOf({ above, below: ones(400) }));
    expect((mean - low) / error).toBeGreaterThan(1.7);
    expect((mean - low) / error).toBeLessThan(2.2);
    expect((high - mean) / error).toBeGreaterThan(1.7);
    expect((high - mean) / error).toBeLessThan(2.2);
  });

  it('weighs a unit by what is below: a ratio of sums is no mean of ratios', () => {
    const { mean } = resampledRatio({ above: [1, 90], below: [1, 99] }, seededRandom(1));
    expect(mean).toBe(0.91);
  });

  it('is wider where the same is drawn in fewer units', () => {
    const random = seededRandom(4);
    const reader = Array.from({ length: 400 }, (_, index) => Math.floor(index / 20));
    const liking = reader.map((own) => (own % 2 === 0 ? 0.8 : 0.2));
    const reads = { above: liking.map((chance) => (random() < chance ? 1 : 0)), below: ones(400) };
    const readers = sumsByUnit(reads, (index) => reader[index]!);
    expect(readers.above).toHaveLength(20);
    const width = (sums: UnitSums) => {
      const { low, high } = resampledRatio(sums, seededRandom(1));
      return high - low;
    };
    expect(width(readers)).toBeGreaterThan(2 * width(reads));
  });

  it('of a difference knows that both had the same days', () => {
    const easy = Array.from({ length: 50 }, (_, day) => day / 50);
    const better = { above: easy.map((share) => share + 0.01), below: ones(50) };
    const { low, high } = resampledRatio(
      differenceOf(better, { above: easy, below: ones(50) }),
      seededRandom(1),
    );
    expect(low).toBeCloseTo(0.01, 9);
    expect(high).toBeCloseTo(0.01, 9);
  });
});
