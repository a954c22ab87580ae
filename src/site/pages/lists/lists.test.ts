import { describe, expect, it } from 'vitest';
import { noon, publishedStory, storyCard } from '../../published-story.fixture.js';
import { chromeOf } from '../../theme/chrome.js';
import { documentOf, noLists, textOf, viewOf } from '../story/story-view.fixture.js';

describe('the lists of a story', () => {
  it('are away with their headings when they are empty', () => {
    expect(documentOf(publishedStory()).querySelector('.list')).toBeNull();
  });

  it('tell place, Edition, story and reason', () => {
    const card = storyCard();
    const document = documentOf(publishedStory(), {
      lists: {
        ...noLists,
        related: [{ card, reason: { kind: 'background', instant: Date.UTC(2024, 2, 9) } }],
        ranking: { kind: 'ranking', halfLifeHours: 6, builtAt: noon, rows: [{ card, isHere: true }] },
        recommendation: [{ card, reason: { kind: 'exploration' }, position: 1, propensity: 0.02 }],
        poolHref: '/api/v1/pools/7',
      },
    });
    expect(
      [...document.querySelectorAll('[data-list]')].map((list) => list.getAttribute('data-list')),
    ).toEqual(['related', 'ranking', 'recommendation']);
    for (const list of document.querySelectorAll('[data-list]')) {
      expect(list.getAttribute('data-edition')).toBe('7');
      const link = list.querySelector('a')!;
      expect([link.getAttribute('data-position'), link.getAttribute('data-story')]).toEqual(['1', card.id]);
    }
    expect(textOf(document, '.related .reason')).toBe('Background, March 2024');
    expect(textOf(document, '.ranking .list-facts')).toBe('half-life 6 hours · made 13:00 · How we count');
    expect(textOf(document, '.ranking .here')).toBe('You are here');
    expect(document.querySelector('[data-picks]')!.getAttribute('data-pool')).toBe('/api/v1/pools/7');
    expect(textOf(document, '[data-picks-on]')).toBe('Make this list mine');
  });

  it('let each recommended headline tell its own language, and which way it runs', () => {
    const cards = [
      storyCard({ language: 'en' }),
      storyCard({ language: 'ar', direction: 'rtl', headline: 'الجسر' }),
      storyCard({ language: 'es', headline: 'El puente' }),
    ];
    const document = documentOf(publishedStory(), {
      lists: {
        ...noLists,
        recommendation: cards.map((card, at) => ({
          card,
          reason: { kind: 'read' },
          position: at + 1,
          propensity: 1,
        })),
      },
    });
    const headlines = [...document.querySelectorAll('.recommendation .card-headline')];
    expect(
      headlines.map((headline) => [headline.getAttribute('lang'), headline.getAttribute('dir')]),
    ).toEqual([
      [null, null],
      ['ar', 'rtl'],
      ['es', null],
    ]);
  });

  it('bring the words of a list of one’s own in the paper’s language, but not English ones', () => {
    const lists = { ...noLists, poolHref: '/api/v1/pools/7' };
    const wordsIn = (language: string) => {
      const { chrome } = viewOf(publishedStory());
      const own = chromeOf(
        { ...chrome.paper, language },
        chrome.sections,
        chrome.siteUrl,
        chrome.asset,
        noon,
      );
      const document = documentOf(publishedStory(), { lists, chrome: own });
      return document.getElementById('picks-words')?.textContent;
    };
    expect(JSON.parse(wordsIn('es')!).heading).toBe('Elegidas en este dispositivo');
    expect(wordsIn('en')).toBeUndefined();
    expect(wordsIn('fi')).toBeUndefined();
  });

  it('say that they are the newest, and why, while nothing is counted', () => {
    const rows = [{ card: storyCard(), isHere: false }];
    const document = documentOf(publishedStory(), {
      lists: { ...noLists, ranking: { kind: 'newest', halfLifeHours: 0, builtAt: noon, rows } },
    });
    expect(textOf(document, '.ranking h2')).toBe('Newest');
    expect(textOf(document, '.ranking .list-facts')).toContain('Nothing here has been counted yet');
  });
});
