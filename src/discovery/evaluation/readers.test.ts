import { describe, expect, it } from 'vitest';
import { parseBingNews } from './bing-news.js';
import { parseDeskdrop } from './deskdrop.js';
import { parseEbnerdReads, parseEbnerdSlates, viewsOfClicks } from './ebnerd.js';
import { parseMind, parseMindNews } from './mind.js';

describe('readers of public sets', () => {
  it('Deskdrop: views only, in time order, seconds to milliseconds', () => {
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

  it('MIND: slates with what was clicked, a person without history included', () => {
    const rows = parseMind([
      '2\tU2\t11/10/2019 9:00:00 PM\t\tN1-0 N2-1',
      '1\tU1\t11/9/2019 12:01:13 AM\tN5 N6\tN3-1',
      'broken',
    ]);
    expect(rows).toEqual([
      {
        at: Date.UTC(2019, 10, 9, 0, 1, 13),
        personId: 'U1',
        history: ['N5', 'N6'],
        storyIds: ['N3'],
        clicked: [true],
      },
      {
        at: Date.UTC(2019, 10, 10, 21),
        personId: 'U2',
        history: [],
        storyIds: ['N1', 'N2'],
        clicked: [false, true],
      },
    ]);
    expect(viewsOfClicks(rows).map(({ storyId }) => storyId)).toEqual(['N3', 'N2']);
  });

  it('MIND news: section, topic, headline; a broken line is left out', () => {
    expect(parseMindNews(['N1\tsport\ttennis\tA long rally\tabstract', 'N2\tsport'])).toEqual([
      { storyId: 'N1', section: 'sport', topic: 'tennis', headline: 'A long rally' },
    ]);
  });

  it('EB-NeRD: slates and reads', () => {
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
    };
    expect(parseEbnerdReads([JSON.stringify(reads)]).map(({ storyId }) => storyId)).toEqual(['3', '4']);
  });

  it('Bing News: words, entities, click; a row without a verdict is left out', () => {
    expect(
      parseBingNews(['9\tferry late again\t1\t12:Ferry;7:Port', '9\tcup final\t0\t', '9\tno verdict']),
    ).toEqual([
      { personId: '9', words: ['ferry', 'late', 'again'], entities: ['12', '7'], clicked: true },
      { personId: '9', words: ['cup', 'final'], entities: [], clicked: false },
    ]);
  });
});
