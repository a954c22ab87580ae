import { describe, expect, it } from 'vitest';
import { viewsOfClicks } from './ebnerd.js';
import { parseMind, parseMindNews } from './mind.js';

describe('a file of MIND', () => {
  it('reads slates with what was clicked, a person without history included', () => {
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

  it('reads section, topic, headline; a broken line is left out', () => {
    expect(parseMindNews(['N1\tsport\ttennis\tA long rally\tabstract', 'N2\tsport'])).toEqual([
      { storyId: 'N1', section: 'sport', topic: 'tennis', headline: 'A long rally' },
    ]);
  });
});
