import { describe, expect, it } from 'vitest';
import { parseEbnerdReads, parseEbnerdSlates } from './ebnerd.js';

describe('a file of EB-NeRD', () => {
  it('reads slates and reads', () => {
    const slate = {
      impression_time: '2023-02-27T03:23:27.000Z',
      user_id: 7,
      article_ids_inview: [1, 2],
      article_ids_clicked: [2],
    };
    expect(parseEbnerdSlates([JSON.stringify(slate)])).toEqual([
      {
        at: Date.UTC(2023, 1, 27, 3, 23, 27),
        personId: '7',
        history: [],
        storyIds: ['1', '2'],
        clicked: [false, true],
      },
    ]);
    const reads = {
      impression_time_fixed: ['2023-02-02T08:00:00Z', '2023-02-02T07:00:00Z'],
      article_id_fixed: [4, 3],
      read_time_fixed: [31, null],
    };
    expect(parseEbnerdReads([JSON.stringify(reads)])).toEqual([
      { storyId: '3', at: Date.UTC(2023, 1, 2, 7), readSeconds: 0 },
      { storyId: '4', at: Date.UTC(2023, 1, 2, 8), readSeconds: 31 },
    ]);
  });
});
