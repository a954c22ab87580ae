import { describe, expect, it } from 'vitest';
import { hourMs } from '../../../base/clock.js';
import type { ContributorId, StoryId } from '../../../newsroom/stories/story.js';
import {
  correctionOf,
  noon,
  publishedStory,
  storyCard,
  undatedStory,
} from '../../published-story.fixture.js';
import { renderStory } from './story-page.js';
import { documentOf, newsArticle, noLists, textOf, viewOf } from './story-view.fixture.js';

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
    const document = documentOf(publishedStory(), {
      counts: { views: 1204, reactions: 1, edition: 41, at: noon },
    });
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
      counts: { views: 2, reactions: 0, edition: 41, at: noon - 24 * hourMs },
    });
    expect(textOf(document, '.views')).toBe('2 views at 11 March 2026, 13:00 CET · how we count');
  });

  it('names translations by their own names and links both ways for machines', () => {
    const translations = [
      { id: 'story-2' as StoryId, language: 'ar', path: '/2026/03/الجسر', headline: 'الجسر' },
    ];
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

describe('readers without scripts', () => {
  const pixels = (countsWithoutScript: boolean) =>
    documentOf(publishedStory(), { countsWithoutScript }).querySelectorAll('noscript img').length;

  it('are counted by a picture, unless the paper does not want to', () => {
    expect([pixels(true), pixels(false)]).toEqual([1, 0]);
  });
});
