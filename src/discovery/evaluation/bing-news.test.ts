import { describe, expect, it } from 'vitest';
import { parseBingNews } from './bing-news.js';

describe('a file of Bing News', () => {
  it('reads words, entities, click; a row without a verdict is left out', () => {
    expect(
      parseBingNews(['9\tferry late again\t1\t12:Ferry;7:Port', '9\tcup final\t0\t', '9\tno verdict']),
    ).toEqual([
      { personId: '9', words: ['ferry', 'late', 'again'], entities: ['12', '7'], clicked: true },
      { personId: '9', words: ['cup', 'final'], entities: [], clicked: false },
    ]);
  });
});
