import { expect, it } from 'vitest';
import { seededRandom } from './seeded-random.js';

it('gives the same numbers for the same seed and others for another', () => {
  const take = (seed: number) => Array.from({ length: 3 }, seededRandom(seed));
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

it('stays in [0, 1) with a mean near a half', () => {
  const numbers = Array.from({ length: 10_000 }, seededRandom(1));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((a, b) => a + b) / numbers.length).toBeCloseTo(0.5, 1);
});
