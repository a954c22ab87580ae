import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addToSketch, emptySketch, estimateOf, mergeSketches, sketchError } from './hyperloglog.js';

const key = (n: number) => createHash('sha256').update(String(n)).digest();
const sketchOf = (from: number, to: number) => {
  const sketch = emptySketch();
  for (let n = from; n < to; n += 1) addToSketch(sketch, key(n));
  return sketch;
};

describe('HyperLogLog', () => {
  it.each([0, 1, 10, 500, 5_000, 12_000, 100_000])('of %i keys is within 3 standard errors', (count) => {
    const estimate = estimateOf(sketchOf(0, count));
    expect(Math.abs(estimate - count)).toBeLessThanOrEqual(Math.ceil(3 * sketchError * count));
  });

  it('does not grow with repeats', () => {
    const sketch = sketchOf(0, 1000);
    const before = estimateOf(sketch);
    for (let n = 0; n < 1000; n += 1) expect(addToSketch(sketch, key(n))).toBe(false);
    expect(estimateOf(sketch)).toBe(before);
  });

  it('merged equals the sketch of the union', () => {
    expect(mergeSketches(sketchOf(0, 3000), sketchOf(2000, 5000))).toEqual(sketchOf(0, 5000));
  });
});
