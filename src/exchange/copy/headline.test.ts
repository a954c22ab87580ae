import { expect, it } from 'vitest';
import { headlineFromBody } from './headline.js';

it('a headline is the first sentence, cut at a word', () => {
  expect(headlineFromBody('<p>The bridge is open. Cars are back.</p>')).toBe('The bridge is open');
  expect(headlineFromBody(`<p>${'word '.repeat(40)}</p>`)).toBe(`${'word '.repeat(19)}word…`);
  expect(headlineFromBody('<p>大桥开放。车辆通行。</p>', 'zh')).toBe('大桥开放。');
  expect(headlineFromBody('')).toBe('');
});
