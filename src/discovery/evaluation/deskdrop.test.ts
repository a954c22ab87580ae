import { describe, expect, it } from 'vitest';
import { parseDeskdrop } from './deskdrop.js';

describe('a file of Deskdrop', () => {
  it('reads views only, in time order, seconds to milliseconds', () => {
    const lines = [
      'timestamp,eventType,contentId,personId,sessionId',
      '20,VIEW,b,p,s',
      '10,VIEW,a,q,s',
      '15,LIKE,a,q,s',
      '',
    ];
    expect(parseDeskdrop(lines)).toEqual([
      { storyId: 'a', at: 10_000, personId: 'q' },
      { storyId: 'b', at: 20_000, personId: 'p' },
    ]);
  });
});
