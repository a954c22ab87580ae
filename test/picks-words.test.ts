import { describe, expect, it } from 'vitest';
import { englishPicksWords } from '../client/picks-words.js';
import { pageLabelsFor } from '../src/site/theme/labels/page-labels.js';

const slotsOf = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot);

/** English stands in the script itself; what another language says is sent with its pages. */
describe.each(['es', 'ar', 'zh'])('the words of a list of one’s own in %s', (language) => {
  const own = new Map(Object.entries(pageLabelsFor(language).picks ?? {}));

  it('say everything that the English ones say, with the same slots', () => {
    expect([...own.keys()].sort()).toEqual(Object.keys(englishPicksWords).sort());
    for (const [key, english] of Object.entries(englishPicksWords)) {
      expect(own.get(key), key).toBeTruthy();
      expect(own.get(key), key).not.toBe(english);
      expect(slotsOf(own.get(key)!), key).toEqual(slotsOf(english));
    }
  });
});

it('are not sent with pages in English', () => {
  expect(pageLabelsFor('en').picks).toBeUndefined();
});
