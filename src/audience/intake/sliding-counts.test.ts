import { describe, expect, it } from 'vitest';
import { SlidingCounts } from './sliding-counts.js';

const minute = 60_000;
const noon = 1000 * minute;

describe('counts in a sliding window', () => {
  const counted = () => {
    const counts = new SlidingCounts(minute);
    counts.add('a', 8, noon + 30_000);
    return counts;
  };

  it.each<[string, number, number]>([
    ['in the same window', 40_000, 8],
    ['as the next begins', 60_000, 8],
    ['a quarter into the next', 75_000, 6],
    ['two windows later', 120_000, 0],
    ['after a clock that was set far back', -10 * minute, 0],
  ])('%s', (_what, later, count) => expect(counted().of('a', noon + later)).toBe(count));

  it('are not forgotten for a hit that waited across the turn of a window', () => {
    const counts = counted();
    counts.add('a', 1, noon + 60_001);
    // Came before the turn, and was judged after it.
    expect(counts.of('a', noon + 59_999)).toBeCloseTo(9, 2);
    counts.add('a', 1, noon + 59_999);
    expect(counts.of('a', noon + 60_002)).toBeCloseTo(10, 2);
  });

  it('take no new key when there are too many', () => {
    const counts = new SlidingCounts(minute, 1);
    counts.add('a', 1, noon);
    counts.add('b', 1, noon);
    counts.add('a', 1, noon);
    expect([counts.of('a', noon), counts.of('b', noon)]).toEqual([2, 0]);
  });
});
