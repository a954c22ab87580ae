import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import type { HeadlineRow } from './bing-news.js';
import { headlineFeatures } from './headline-folds.js';
import { rows, shuffledLater, views } from './logs.fixture.js';
import { nextReadChoices, slateChoices, type TimedChoice } from './ranker-fit.js';

describe('what weights are fitted to', () => {
  const dealtAnew = seededRandom(9);

  it.each([
    {
      name: 'next reads',
      log: views,
      one: nextReadChoices(views),
      other: nextReadChoices(shuffledLater(views, dealtAnew)),
    },
    {
      name: 'slates',
      log: rows,
      one: slateChoices(rows),
      other: slateChoices(shuffledLater(rows, dealtAnew)),
    },
  ])('knows no future: $name before the middle stay when what comes later is dealt anew', (fit) => {
    const middle = fit.log[fit.log.length / 2]!.at;
    const early = (choices: readonly TimedChoice[]) => choices.filter(({ at }) => at < middle);
    expect(early(fit.one).length).toBeGreaterThan(50);
    expect(early(fit.other)).toEqual(early(fit.one));
    expect(fit.other).not.toEqual(fit.one);
  });

  it('knows nothing of a headline’s own click', () => {
    const random = seededRandom(2);
    const words = Array.from({ length: 12 }, (_, index) => `word${index}`);
    const headlines: HeadlineRow[] = Array.from({ length: 60 }, (_, index) => ({
      personId: `person ${index % 4}`,
      words: words.filter(() => random() < 0.4),
      entities: [],
      clicked: random() < 0.5,
    }));
    const before = headlineFeatures(headlines);
    for (const at of [0, 17, 59]) {
      const flipped = headlines.map((row, index) => (index === at ? { ...row, clicked: !row.clicked } : row));
      const after = headlineFeatures(flipped);
      expect(after[at]).toEqual(before[at]);
      expect(after).not.toEqual(before);
    }
  });
});
