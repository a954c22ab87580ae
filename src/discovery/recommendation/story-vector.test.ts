import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeVector, encodeVector, similarity, storyVector } from './story-vector.js';

const ferry = new Map([
  ['ferri', 5],
  ['harbour', 3],
  ['strike', 2],
]);
const match = new Map([
  ['cup', 4],
  ['goal', 3],
]);

describe('storyVector', () => {
  it.each([
    { name: 'itself', other: storyVector(ferry, ['port authority'], 'city'), least: 0.999, most: 1.001 },
    { name: 'the same topic', other: storyVector(match, ['Port Authority'], 'sport'), least: 0.2, most: 0.6 },
    { name: 'nothing in common', other: storyVector(match, ['league'], 'sport'), least: 0, most: 0 },
  ])('is as close as expected to $name', ({ other, least, most }) => {
    const cosine = similarity(storyVector(ferry, ['port authority'], 'city'), other);
    expect(cosine).toBeGreaterThanOrEqual(least);
    expect(cosine).toBeLessThanOrEqual(most);
  });

  it('comes back from its text unchanged, in at most 36 characters', () => {
    const term = fc.tuple(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.double({ min: 0.01, max: 50, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(term, { maxLength: 40 }),
        fc.array(fc.string(), { maxLength: 5 }),
        (terms, topics) => {
          const vector = storyVector(new Map(terms), topics, 'city');
          const text = encodeVector(vector);
          expect(text.length).toBeLessThanOrEqual(36);
          expect(decodeVector(text)).toEqual(vector);
        },
      ),
    );
  });

  it('is empty for a story without words', () => {
    expect(encodeVector(storyVector(new Map(), [], ''))).toBe('');
    expect(decodeVector('')).toEqual({ buckets: [], weights: [] });
  });

  it.each([[undefined], [7], ['abc'], ['*** '], ['A'.repeat(400)], ['QQ==']])('refuses %j', (text) => {
    expect(decodeVector(text)).toBeUndefined();
  });
});
