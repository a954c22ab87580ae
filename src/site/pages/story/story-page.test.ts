import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../base/clock.js';
import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import type { ContributorId, MediaId } from '../../../newsroom/stories/story.js';
import {
  correctionOf,
  harbour,
  news,
  noon,
  paper,
  publishedStory,
  storyCard,
  undatedStory,
} from '../../published-story.fixture.js';
import { chromeOf } from '../../theme/chrome.js';
import { storyLabelsFor } from '../../theme/labels/story-labels.js';
import type { PageLists } from '../page-lists.js';
import { renderStory, type StoryView } from './story-page.js';

const noLists: PageLists = {
  edition: 7,
  related: [],
  ranking: { kind: 'ranking', halfLifeHours: 6, builtAt: noon, rows: [] },
  recommendation: [],
  tags: ['list:ranking:'],
};

const viewOf = (published: PublishedStory, changes: Partial<StoryView> = {}): StoryView => ({
  published,
  chrome: chromeOf(paper, [news, harbour], 'https://courier.example', (name) => `/assets/${name}`, noon),
  labels: storyLabelsFor(published.story.language),
  lists: noLists,
  counts: undefined,
  token: '1.k.story.day.read.mac',
  readSeconds: 30,
  ...changes,
});

const documentOf = (published: PublishedStory, changes: Partial<StoryView> = {}) =>
  parseHTML(renderStory(viewOf(published, changes)).body).document;

const textOf = (document: ReturnType<typeof documentOf>, selector: string): string | undefined =>
  document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim();

const newsArticle = (document: ReturnType<typeof documentOf>) =>
  JSON.parse(document.querySelector('script[type="application/ld+json"]')!.textContent!);

describe('the dates of a story', () => {
  it('says when it was published, in the paper’s zone', () => {
    expect(textOf(documentOf(publishedStory()), '.dates')).toBe('Published 12 March 2026, 11:00 CET');
  });

  it('says apart when it was updated, and machines are told the same instants', () => {
    const document = documentOf(publishedStory({ story: { updatedAt: noon } }));
    expect(textOf(document, '.updated')).toBe('Updated 12 March 2026, 13:00 CET');
    const times = [...document.querySelectorAll('.dates time')].map((time) => time.getAttribute('datetime'));
    const { datePublished, dateModified } = newsArticle(document);
    expect([datePublished, dateModified]).toEqual(times);
  });

  it('takes the last correction for the time of modification, not for an update', () => {
    const document = documentOf(publishedStory({ corrections: [correctionOf('It was 830 tonnes.', noon)] }));
    expect(document.querySelector('.updated')).toBeNull();
    expect(newsArticle(document).dateModified).toBe('2026-03-12T12:00:00.000Z');
    expect(document.querySelector('meta[property="article:modified_time"]')!.getAttribute('content')).toBe(
      '2026-03-12T12:00:00.000Z',
    );
  });

  it('says that an unknown date is unknown, and tells machines none', () => {
    const document = documentOf(undatedStory());
    expect(textOf(document, '.dates')).toBe('Date of publication unknown');
    expect(newsArticle(document)).not.toHaveProperty('datePublished');
    expect(newsArticle(document)).not.toHaveProperty('dateModified');
    expect(document.querySelector('meta[property^="article:"]')).toBeNull();
  });

  it('gives the source’s date as the source’s, without a zone that it did not print', () => {
    const source = {
      kind: 'page',
      publisher: 'Gannet Post',
      feed: '',
      itemId: '1',
      version: '',
      canonicalUrl: 'https://gannet.example/1',
    } as const;
    const sourcePublishedAt = Date.UTC(2025, 3, 15, 1, 3, 52);
    const assumed = documentOf(
      publishedStory({ story: { source, sourcePublishedAt, sourceZoneAssumed: true } }),
    );
    expect(textOf(assumed, '.source')).toBe(
      'Source: Gannet PostSource dated 15 April 2025, 03:03, zone assumed',
    );
    const known = documentOf(publishedStory({ story: { source, sourcePublishedAt } }));
    expect(textOf(known, '.source')).toContain('Source dated 15 April 2025, 03:03 CEST');
    expect(newsArticle(known).datePublished).toBe('2026-03-12T10:00:00.000Z');
  });
});

describe('the head of a story', () => {
  it('leads Home › Section › Subsection, on the page and for machines', () => {
    const document = documentOf(publishedStory());
    const crumbs = [...document.querySelectorAll('.breadcrumb a')].map((link) => link.getAttribute('href'));
    expect(crumbs).toEqual(['/', '/news', '/news/harbour']);
    const list = JSON.parse(document.querySelectorAll('script[type="application/ld+json"]')[1]!.textContent!);
    expect(list.itemListElement.map(({ item }: { item: string }) => item)).toEqual(
      crumbs.map((href) => `https://courier.example${href}`),
    );
  });

  it('joins authors as the language does and sets other work apart', () => {
    const person = (name: string, slug: string, role: string) => ({
      contributor: { id: slug as ContributorId, name, slug, title: '', biography: '' },
      role,
    });
    const contributors = [
      person('Ada Wren', 'ada-wren', ''),
      person('Bo Tern', 'bo-tern', ''),
      person('Cy Knot', 'cy-knot', 'pictures'),
    ];
    const document = documentOf(publishedStory({ contributors }));
    expect(textOf(document, '.byline')).toBe('By Ada Wren and Bo Ternpictures: Cy Knot');
    expect(document.querySelector('.byline a')!.getAttribute('href')).toBe('/by/ada-wren');
  });

  it('shows no number before an Edition has counted the story', () => {
    const document = documentOf(publishedStory());
    expect(textOf(document, '.views')).toBe('Not counted yet · how we count');
    expect(document.querySelector('.reaction-count')).toBeNull();
    expect(newsArticle(document)).not.toHaveProperty('interactionStatistic');
  });

  it('shows the Edition’s numbers with their hour, the same to machines', () => {
    const document = documentOf(publishedStory(), { counts: { views: 1204, reactions: 1, at: noon } });
    expect(textOf(document, '.views')).toBe('1,204 views at 13:00 · how we count');
    expect(textOf(document, '.reaction-count')).toBe('1 reader said so at 13:00');
    expect(document.querySelector('.views a')!.getAttribute('href')).toBe(
      '/counted/2026/03/swing-bridge-reopens',
    );
    const counts = newsArticle(document).interactionStatistic.map(
      ({ userInteractionCount }: { userInteractionCount: number }) => userInteractionCount,
    );
    expect(counts).toEqual([1204, 1]);
  });

  it('says the day too where the numbers are not of today', () => {
    const document = documentOf(publishedStory(), {
      counts: { views: 2, reactions: 0, at: noon - 24 * hourMs },
    });
    expect(textOf(document, '.views')).toBe('2 views at 11 March 2026, 13:00 CET · how we count');
  });

  it('names translations by their own names and links both ways for machines', () => {
    const translations = [{ language: 'ar', path: '/2026/03/الجسر', headline: 'الجسر' }];
    const document = documentOf(publishedStory({ translations }));
    expect(textOf(document, '.translations a')).toBe('العربية');
    const alternates = [...document.querySelectorAll('link[hreflang]')].map((link) =>
      link.getAttribute('hreflang'),
    );
    expect(alternates).toEqual(['en', 'ar']);
  });
});

describe('the text of a story', () => {
  it('stands under its corrections, newest first as they come', () => {
    const corrections = [
      correctionOf('Second.', noon, 'clarification'),
      correctionOf('First.', noon - hourMs),
    ];
    const html = renderStory(viewOf(publishedStory({ corrections }))).body;
    const order = ['Clarification', 'Second.', 'First.', 'The bridge reopened'].map((text) =>
      html.indexOf(text, html.indexOf('<article')),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it('begins with the dateline, inside the first paragraph', () => {
    const document = documentOf(publishedStory({ story: { dateline: 'PORT AMARU', agency: 'CNA' } }));
    expect(textOf(document, '.story-body p')).toBe('PORT AMARU (CNA) — The bridge reopened today.');
  });

  it('asks no third party for anything', () => {
    const body =
      '<figure><img src="https://elsewhere.example/a.jpg" alt="A heron" /></figure>' +
      '<figure class="embed"><a href="https://video.example/7">The vote</a></figure>';
    const document = documentOf(publishedStory({ story: { body } }));
    const loaded = [...document.querySelectorAll('[src],[srcset],[poster],iframe,object,embed')];
    expect(
      loaded.map((element) => element.getAttribute('src')).filter((src) => /^https?:/.test(src ?? '')),
    ).toEqual([]);
    expect(textOf(document, '.picture-elsewhere')).toBe('A heron (Picture at elsewhere.example)');
    expect(textOf(document, '.embed small')).toBe('Opens at video.example');
  });

  it('stands right to left in Arabic, with Arabic labels, on an English page', () => {
    const document = documentOf(
      publishedStory({ story: { language: 'ar', direction: 'rtl', headline: 'الجسر' } }),
    );
    const article = document.querySelector('article')!;
    expect([article.getAttribute('lang'), article.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(textOf(document, '.dates')).toBe('نُشر في 12 مارس 2026، 11:00 CET');
  });

  it('marks labels that had to be in another language than the story', () => {
    const document = documentOf(publishedStory({ story: { language: 'cy' } }));
    expect(document.querySelector('article')!.getAttribute('lang')).toBe('cy');
    expect(document.querySelector('.story-meta')!.getAttribute('lang')).toBe('en');
  });
});

describe('a hostile story', () => {
  const hostile = '</title></script><script>alert(1)</script>"\'<img src=x onerror=alert(1)>';

  it('leaves no element of its own anywhere on the page', () => {
    const document = documentOf(
      publishedStory({
        story: {
          headline: hostile,
          kicker: hostile,
          standfirst: hostile,
          dateline: hostile,
          agency: hostile,
          topics: [hostile],
          byline: { kind: 'printed', text: hostile },
          leadPicture: { mediaId: 'm' as MediaId, caption: hostile, credit: hostile, altText: hostile },
        },
        corrections: [correctionOf(hostile, noon)],
        picture: {
          id: 'm' as MediaId,
          hash: 'a'.repeat(64),
          mimeType: 'image/webp',
          widthPixels: 1200,
          heightPixels: 800,
          bytes: 1,
        },
      }),
      {
        lists: {
          ...noLists,
          related: [
            { card: storyCard({ headline: hostile }), reason: { kind: 'also-about', name: hostile } },
          ],
        },
      },
    );
    expect(document.querySelector('[onerror], [onclick], [style], style')).toBeNull();
    const scripts = [...document.querySelectorAll('script')];
    expect(scripts.filter((script) => script.getAttribute('type') === null)).toEqual([]);
    expect(document.querySelector('h1')!.textContent).toBe(hostile);
    expect(newsArticle(document).headline).toBe(hostile);
  });

  it('cannot make a source’s address run as a script', () => {
    const source = {
      kind: 'page',
      publisher: 'Gannet Post',
      feed: '',
      itemId: '1',
      version: '',
      canonicalUrl: 'javascript:alert(1)',
    } as const;
    const document = documentOf(publishedStory({ story: { source } }));
    expect(document.querySelector('.source a')).toBeNull();
    expect(textOf(document, '.source')).toBe('Source: Gannet Post');
  });
});

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

  it('say that they are the newest, and why, while nothing is counted', () => {
    const rows = [{ card: storyCard(), isHere: false }];
    const document = documentOf(publishedStory(), {
      lists: { ...noLists, ranking: { kind: 'newest', halfLifeHours: 0, builtAt: noon, rows } },
    });
    expect(textOf(document, '.ranking h2')).toBe('Newest');
    expect(textOf(document, '.ranking .list-facts')).toContain('Nothing here has been counted yet');
  });
});

describe('what a story’s page is kept under', () => {
  it('names the story, its numbers, its sections and every story that its lists show', () => {
    const { tags } = renderStory(
      viewOf(publishedStory(), {
        lists: { ...noLists, related: [{ card: storyCard(), reason: { kind: 'same-event' } }] },
      }),
    );
    expect(tags).toEqual(
      expect.arrayContaining([
        'story:019ce1c5-2f80-7d3a-9c53-6f2a41f0b9aa',
        'counts:019ce1c5-2f80-7d3a-9c53-6f2a41f0b9aa',
        'section:s-news',
        'section:s-harbour',
        'story:card-1',
        'list:ranking:',
        'paper',
        'day',
      ]),
    );
  });
});
