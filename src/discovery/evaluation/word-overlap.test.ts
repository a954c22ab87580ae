import { describe, expect, it } from 'vitest';
import { isRightTitle, namesF1, wordF1 } from './word-overlap.js';

describe('wordF1', () => {
  it.each([
    ['the bridge opens', 'The bridge opens.', 1],
    ['a a b', 'a b b', 2 / 3],
    ['one two', 'three four', 0],
    ['', '', 1],
    ['one', '', 0],
    ['港口大桥', '港口大桥', 1],
  ])('%s and %s', (ours, expected, f1) => {
    expect(wordF1(ours, expected)).toBeCloseTo(f1);
  });
});

it('names agree by letters', () => {
  expect(namesF1(['Ada Lind', 'J. Berg'], ['ada lind'])).toBeCloseTo(2 / 3);
});

describe('isRightTitle', () => {
  it.each([
    ['“Bridge” opens', '"bridge" opens', true],
    ['Harbour: Bridge opens in June', 'Bridge opens in June', true],
    ['Bridge opens on the third of June', 'Bridge opens on the third of July', true],
    ['Bridge opens in June', 'Council meets again', false],
    ['News', 'News of the harbour', false],
    ['', 'Bridge opens', false],
  ])('%s for %s: %s', (ours, expected, right) => {
    expect(isRightTitle(ours, expected)).toBe(right);
  });
});
