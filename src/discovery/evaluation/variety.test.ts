import { describe, expect, it } from 'vitest';
import { gini, intraListDistance, miscalibration } from './variety.js';

describe('measures of variety', () => {
  it.each([
    { list: [0, 1, 3], expected: 2 },
    { list: [5], expected: 0 },
    { list: [2, 2], expected: 0 },
  ])('the mean distance within $list is $expected', ({ list, expected }) => {
    expect(intraListDistance(list, (a, b) => Math.abs(a - b))).toBeCloseTo(expected, 12);
  });

  it.each([
    { amounts: [3, 3, 3], expected: 0 },
    { amounts: [0, 0, 9], expected: 2 / 3 },
    { amounts: [1, 2, 3, 4], expected: 0.25 },
    { amounts: [], expected: 0 },
  ])('the Gini coefficient of $amounts is $expected', ({ amounts, expected }) => {
    expect(gini(amounts)).toBeCloseTo(expected, 12);
  });

  it('is calibrated when sections are shown in the given mix, and a section left out costs', () => {
    const mix = new Map([
      ['city', 3],
      ['sport', 1],
    ]);
    expect(
      miscalibration(
        new Map([
          ['city', 6],
          ['sport', 2],
        ]),
        mix,
      ),
    ).toBeCloseTo(0, 9);
    expect(miscalibration(new Map([['city', 6]]), mix)).toBeGreaterThan(1);
  });
});
