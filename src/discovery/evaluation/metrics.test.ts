import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import {
  alphaNdcgAt,
  auc,
  averagePrecision,
  bestF1,
  dcgAt,
  f1,
  ndcgAt,
  pairedBootstrap,
  pearson,
  percentile,
  precisionAt,
  reciprocalRank,
} from './metrics.js';

const hit = true;
const miss = false;

describe('measures worked by hand', () => {
  it.each([
    ['precision at 2', precisionAt([hit, miss, hit], 2), 1 / 2],
    ['precision of a short list', precisionAt([hit], 4), 1 / 4],
    ['average precision', averagePrecision([hit, miss, hit]), (1 + 2 / 3) / 2],
    ['average precision, one never found', averagePrecision([hit, miss, hit], 4), (1 + 2 / 3) / 4],
    ['average precision of nothing', averagePrecision([]), 0],
    ['reciprocal rank', reciprocalRank([miss, miss, hit, hit]), 1 / 3],
    ['reciprocal rank of no hit', reciprocalRank([miss]), 0],
    ['dcg', dcgAt([3, 0, 2], 3), 3 + 2 / 2],
    ['ndcg', ndcgAt([3, 0, 2], 3), 4 / (3 + 2 / Math.log2(3))],
    ['ndcg over a pool', ndcgAt([1], 1, [1, 4]), 1 / 4],
    ['ndcg without gains', ndcgAt([0, 0], 2), 0],
    ['α-nDCG of a repeat', alphaNdcgAt([['a'], ['a']], [['a'], ['a'], ['b']], 2), alphaOfARepeat()],
    ['α-nDCG of the best list', alphaNdcgAt([['b'], ['a']], [['a'], ['a'], ['b']], 2), 1],
    ['auc', auc([0.9, 0.8, 0.3], [hit, miss, hit]), 1 / 2],
    ['auc of a tie', auc([1, 1], [hit, miss]), 1 / 2],
    ['auc of a perfect order', auc([3, 2, 1], [hit, hit, miss]), 1],
    ['auc with one side empty', auc([3, 2], [hit, hit]), 1 / 2],
    ['f1', f1(2, 1, 1), 2 / 3],
    ['f1 of nothing', f1(0, 0, 0), 0],
    ['best f1', bestF1([0.9, 0.5, 0.4], [hit, hit, miss]).f1, 1],
    ['its threshold', bestF1([0.9, 0.5, 0.4], [hit, hit, miss]).threshold, 0.5],
    ['best f1 cannot split a tie', bestF1([1, 1], [hit, miss]).f1, 2 / 3],
    ['median', percentile([3, 1, 2], 0.5), 2],
    ['p95 of twenty', percentile([...Array(20).keys()], 0.95), 18],
    ['pearson of a line', pearson([1, 2, 3], [2, 4, 6]), 1],
    ['pearson', pearson([1, 2, 3], [1, 3, 2]), 0.5],
    ['pearson of a constant', pearson([1, 2], [5, 5]), 0],
  ])('%s', (_name, value, expected) => {
    expect(value).toBeCloseTo(expected, 12);
  });
});

/** Shown a then a again: 1 + 0.5 / log2(3); the best is a then b: 1 + 1 / log2(3). */
function alphaOfARepeat(): number {
  return (1 + 0.5 / Math.log2(3)) / (1 + 1 / Math.log2(3));
}

describe('paired bootstrap', () => {
  it('covers the mean, and excludes 0 for a steady gain', () => {
    const interval = pairedBootstrap([0.1, 0.2, 0.15, 0.12, 0.18], seededRandom(3));
    expect(interval.mean).toBeCloseTo(0.15);
    expect(interval.low).toBeGreaterThan(0);
    expect(interval.low).toBeLessThan(interval.mean);
    expect(interval.high).toBeGreaterThan(interval.mean);
  });

  it('includes 0 where gains and losses balance', () => {
    const { low, high } = pairedBootstrap([1, -1, 1, -1, 1, -1], seededRandom(3));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });
});

it('ndcg is 1 for the best order and never above', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), (gains) => {
      const best = [...gains].sort((a, b) => b - a);
      expect(ndcgAt(best, 10)).toBeCloseTo(1);
      expect(ndcgAt(gains, 10)).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});
