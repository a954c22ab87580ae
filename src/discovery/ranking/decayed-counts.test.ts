import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecayedCounts } from './decayed-counts.js';

describe('DecayedCounts', () => {
  it.each([
    { after: 0, worth: 4 },
    { after: 6, worth: 2 },
    { after: 12, worth: 1 },
    { after: 60, worth: 4 / 1024 },
  ])('four views are worth $worth after $after hours at a half-life of six', ({ after, worth }) => {
    const counts = new DecayedCounts([6]);
    counts.add('ferry', 100, 4);
    expect(counts.at('ferry', 100 + after)).toBeCloseTo(worth, 9);
  });

  it('equals the sum of each view decayed by itself, in any order of arrival', () => {
    const views = fc.array(
      fc.record({
        hour: fc.double({ min: 0, max: 48, noNaN: true }),
        count: fc.integer({ min: 1, max: 50 }),
      }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(views, (all) => {
        const counts = new DecayedCounts([3]);
        for (const { hour, count } of all) counts.add('ferry', hour, count);
        const expected = all.reduce((sum, { hour, count }) => sum + count * 2 ** (-(50 - hour) / 3), 0);
        expect(counts.at('ferry', 50)).toBeCloseTo(expected, 6);
      }),
    );
  });

  it('keeps half-lives side by side', () => {
    const counts = new DecayedCounts([1, 2]);
    counts.add('ferry', 0, 8);
    expect([counts.at('ferry', 2, 1), counts.at('ferry', 2, 2)]).toEqual([2, 4]);
    counts.forget(4, 1.5);
    expect([...counts.ids()]).toEqual(['ferry']);
  });

  it('does not overflow when the landmark is half a century away', () => {
    const counts = new DecayedCounts([0.25]);
    const hour = 490_000;
    counts.add('ferry', hour, 3);
    counts.add('ferry', hour + 0.25, 1);
    expect(counts.at('ferry', hour + 0.25)).toBeCloseTo(2.5, 6);
  });

  it('forgets what has faded, and comes back whole from its serialised form', () => {
    const counts = new DecayedCounts([1]);
    counts.add('old', 0, 1);
    counts.add('new', 10, 1);
    counts.forget(10, 0.01);
    const restored = new DecayedCounts([1], JSON.parse(JSON.stringify(counts.serialise())));
    expect([...restored.ids()]).toEqual(['new']);
    expect(restored.at('new', 11)).toBeCloseTo(0.5, 12);
  });
});
