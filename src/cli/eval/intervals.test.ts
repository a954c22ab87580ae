import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { intervalsOf, ratiosOf, unitsNeeded } from './intervals.js';

const random = seededRandom(2);
const ones = (length: number) => Array.from({ length }, () => 1);
const sumsOf = (length: number, chance: number) => ({
  above: Array.from({ length }, () => (random() < chance ? 1 : 0)),
  below: ones(length),
});
const figure = {
  name: 'trending',
  dataset: 'a log',
  metric: 'share',
  ours: 0.5,
  baselines: { good: 0.3, bad: 0.1 },
  unit: 'share',
  n: 9000,
};

describe('figures of intervals', () => {
  it('have the shape of every figure: ours, and its lead over the best baseline, with their bounds', () => {
    const sums = new Map([
      ['ours', sumsOf(500, 0.5)],
      ['bad', sumsOf(500, 0.1)],
      ['good', sumsOf(500, 0.3)],
    ]);
    const [own, lead] = [...intervalsOf(figure, { units: 'days', sums })];
    expect(own).toEqual({
      ...figure,
      metric: 'share: 95 % by days',
      ours: expect.closeTo(0.5, 1),
      baselines: { 'low (95 %)': expect.closeTo(0.456, 1), 'high (95 %)': expect.closeTo(0.544, 1) },
      n: 500,
    });
    expect(lead).toMatchObject({
      metric: 'share: lead over "good", 95 % by days',
      ours: expect.closeTo(0.2, 1),
    });
    expect(lead!.baselines['low (95 %)']).toBeGreaterThan(0.1);
    const [ratio] = [...ratiosOf(figure, { units: 'days', sums }, (name) => name === 'bad')];
    expect(ratio).toMatchObject({ metric: 'share: over "bad", 95 % by days', unit: 'ratio' });
    expect(ratio!.ours).toBeGreaterThan(3);
    expect([...intervalsOf(figure, { units: 'days', sums })]).toEqual([own, lead]);
  });

  it('are not made of too few units', () => {
    const drawn = (units: number) => ({
      units: 'days',
      sums: new Map([
        ['ours', sumsOf(units, 0.5)],
        ['good', sumsOf(units, 0.5)],
      ]),
    });
    expect([...intervalsOf(figure, drawn(unitsNeeded - 1))]).toEqual([]);
    expect([...intervalsOf(figure, drawn(unitsNeeded))]).toHaveLength(2);
  });
});
