import { describe, expect, it } from 'vitest';
import { Lately } from './lately.js';

const span = 60_000;
const noon = 1000 * span;
const filled = () => {
  const map = new Lately<number>(span, 3);
  map.set('a', 1, noon);
  return map;
};

describe('what was told lately', () => {
  it.each<[string, number, number | undefined]>([
    ['at once', 0, 1],
    ['in the next span', 1.9, 1],
    ['two spans later', 2, undefined],
    ['after a clock that was set back a little', -0.5, 1],
    ['after a clock that was set back far', -5, undefined],
  ])('%s: %s spans, %s', (_what, spans, value) => expect(filled().get('a', noon + spans * span)).toBe(value));

  it('is bounded: the oldest goes first', () => {
    const map = filled();
    for (let key = 0; key < 6; key += 1) map.set(`k${key}`, key, noon);
    expect(['a', 'k0', 'k5'].map((key) => map.get(key, noon))).toEqual([undefined, undefined, 5]);
  });
});
