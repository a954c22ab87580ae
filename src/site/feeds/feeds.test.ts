import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import type { MediaId } from '../../newsroom/stories/story.js';
import {
  correctionOf,
  noon,
  paper,
  publishedStory,
  storyCard,
  undatedStory,
} from '../published-story.fixture.js';
import { feedOf } from './feed.js';
import { feedWriters } from './feed-formats.js';
import { newsSitemapXml } from './news-sitemap.js';
import { addressesASitemap, parsePartName, partNames, sitemapXml } from './sitemap.js';

const scope = { name: '', description: '', href: '/', stories: { kind: 'site' }, tag: 'front' } as const;
const setting = {
  scope,
  paper,
  siteUrl: 'https://courier.example',
  selfHref: '/feed.rss',
  now: noon,
  countsOf: () => undefined,
};
const guid = 'urn:uuid:019ce1c5-2f80-7d3a-9c53-6f2a41f0b9aa';

const hostile = publishedStory({
  story: {
    headline: 'A <b>bold</b> & "quoted" ]]> headline\u0001\ud800',
    standfirst: '</description><script>alert(1)</script>',
    topics: ['Fish & chips'],
    body: '<p>See <a href="/2026/03/other">this</a>, <a href="#fn1">1</a> ]]> and\u000b more.</p>',
    dateline: 'SEAL <SANDS>',
    leadPicture: { mediaId: 'm' as MediaId, caption: 'A "seal"', credit: '', altText: 'A seal & its pup' },
  },
  corrections: [correctionOf('It was <not> so.', noon)],
  picture: {
    id: 'm' as MediaId,
    hash: 'b'.repeat(64),
    mimeType: 'image/webp',
    widthPixels: 1200,
    heightPixels: 800,
    bytes: 1,
  },
});

describe('feeds', () => {
  const feed = feedOf([hostile, undatedStory()], setting);

  it('hold a story whole, with addresses that work anywhere, and none of unknown date', () => {
    expect(feed.items).toHaveLength(1);
    const [item] = feed.items;
    expect(item!.guid).toBe(guid);
    expect(item!.contentHtml).toContain('href="https://courier.example/2026/03/other"');
    expect(item!.contentHtml).toContain('href="https://courier.example/2026/03/swing-bridge-reopens#fn1"');
    expect(item!.contentHtml).toContain('<strong>Correction:</strong> It was &lt;not&gt; so.');
    expect(item!.contentHtml).toContain('<p>SEAL &lt;SANDS&gt; — See');
    expect(item!.contentHtml).toContain(`src="https://courier.example/media/${'b'.repeat(64)}/1280.jpg"`);
    expect([item!.published, item!.modified]).toEqual([noon - 2 * hourMs, noon]);
  });

  it('keep their guid when headline and address change', () => {
    const renamed = publishedStory({ story: { headline: 'Another', path: '/2026/03/another' } });
    expect(feedOf([renamed], setting).items[0]!.guid).toBe(guid);
  });

  it('parse back as RSS', () => {
    const parsed = parseRssFeed(feedWriters.rss.write(feed));
    expect(parsed.title).toBe(paper.name);
    const item = parsed.items![0]!;
    expect(item.title!.trim()).toBe('A <b>bold</b> & "quoted" ]]> headline');
    expect(item.guid).toEqual({ value: guid, isPermaLink: false });
    expect(item.content!.encoded!.trim()).toBe(feed.items[0]!.contentHtml);
    expect(new Date(item.pubDate!).getTime()).toBe(noon - 2 * hourMs);
    expect(item.categories!.map(({ name }) => name)).toEqual(['News', 'Harbour', 'Fish & chips']);
  });

  it('parse back as Atom, in the language of each story', () => {
    const parsed = parseAtomFeed(feedWriters.atom.write(feed));
    const entry = parsed.entries![0]!;
    expect(entry.id).toBe(guid);
    expect(entry.title!.value!.trim()).toBe('A <b>bold</b> & "quoted" ]]> headline');
    expect(entry.content!.value!.trim()).toBe(feed.items[0]!.contentHtml);
    expect(new Date(entry.updated!).getTime()).toBe(noon);
    expect(entry.xml?.lang).toBe('en');
  });

  it('parse back as JSON Feed', () => {
    const parsed = parseJsonFeed(feedWriters.json.write(feed));
    const item = parsed.items![0]!;
    expect(item.id).toBe(guid);
    expect(item.content_html).toBe(feed.items[0]!.contentHtml);
    expect(new Date(item.date_modified!).getTime()).toBe(noon);
  });

  describe('with the counts of an Edition', () => {
    const counts = { views: 1204, reactions: 33, edition: 41, at: noon };
    const counted = feedOf([hostile], { ...setting, countsOf: () => counts });
    const element =
      '<broadsheet:counts views="1204" reactions="33" edition="41" at="2026-03-12T12:00:00.000Z"/>';

    it.each([
      ['rss', '<rss', '</item>'],
      ['atom', '<feed', '</entry>'],
    ] as const)('%s tells them once, in our namespace, and parses as before', (format, root, end) => {
      const xml = feedWriters[format].write(counted);
      expect(xml.split(element)).toHaveLength(2);
      expect(xml.indexOf(element)).toBeLessThan(xml.indexOf(end));
      expect(xml).toContain(`${root} xmlns:broadsheet="urn:broadsheet:counts:1"`);
      const parsed = format === 'rss' ? parseRssFeed(xml).items : parseAtomFeed(xml).entries;
      expect(parsed).toHaveLength(1);
    });

    it.each(['rss', 'atom'] as const)('%s tells them nowhere else, whatever a headline spells', (format) => {
      const headline = `What <id>${guid}</id> and <guid isPermaLink="false">${guid}</guid> mean`;
      const spelt = feedOf([publishedStory({ story: { headline } })], { ...setting, countsOf: () => counts });
      const xml = feedWriters[format].write(spelt);
      expect(xml.split(element)).toHaveLength(2);
      const [item] = format === 'rss' ? parseRssFeed(xml).items! : parseAtomFeed(xml).entries!;
      const title = item!.title;
      expect(typeof title === 'string' ? title : title?.value).toBe(headline);
    });

    it('JSON Feed tells them under a name of ours', () => {
      const { items } = JSON.parse(feedWriters.json.write(counted)) as { items: { _broadsheet: unknown }[] };
      expect(items.map(({ _broadsheet }) => _broadsheet)).toEqual([
        { ...counts, at: '2026-03-12T12:00:00.000Z' },
      ]);
    });

    it('are not invented for a story that no Edition counted', () => {
      for (const write of Object.values(feedWriters).map((writer) => writer.write))
        expect(write(feed)).not.toMatch(/broadsheet:counts views|_broadsheet/);
    });

    it('drop the feed from the caches when they change', () => {
      expect(counted.tags).toContain(`counts:${counted.items[0]!.id}`);
    });
  });

  it('are valid with no story at all', () => {
    const empty = feedOf([], setting);
    expect(parseRssFeed(feedWriters.rss.write(empty)).title).toBe(paper.name);
    expect(new Date(parseAtomFeed(feedWriters.atom.write(empty)).updated!).getTime()).toBe(noon);
  });
});

describe('sitemaps', () => {
  it.each([
    [0, ['2026-03']],
    [addressesASitemap, ['2026-03']],
    [addressesASitemap + 1, ['2026-03', '2026-03-2']],
    [3 * addressesASitemap, ['2026-03', '2026-03-2', '2026-03-3']],
  ])('of %i stories in a month are %j, and each name leads back', (stories, names) => {
    expect(partNames('2026-03', stories)).toEqual(names);
    expect(names.map((name) => parsePartName(name)?.part)).toEqual(names.map((_, index) => index + 1));
  });

  it.each(['', '2026', '2026-03-1', '2026-03-0', '../etc', '2026-03-2-2'])('have none named "%s"', (name) =>
    expect(parsePartName(name)).toBeUndefined(),
  );

  it('escape addresses', () => {
    const xml = sitemapXml([{ path: '/a&b/دار?p=1', modifiedAt: noon }], 'https://courier.example');
    expect(xml).toContain('<loc>https://courier.example/a&amp;b/%D8%AF%D8%A7%D8%B1?p=1</loc>');
    expect(xml).toContain('<lastmod>2026-03-12T12:00:00.000Z</lastmod>');
  });

  it('for news hold two days and the language as Google writes it', () => {
    const cards = [
      storyCard({ headline: 'Now & then', firstPublishedAt: noon - hourMs }),
      storyCard({ headline: '船', language: 'zh-Hant-HK', firstPublishedAt: noon - 2 * dayMs + 1 }),
      storyCard({ headline: 'Old', firstPublishedAt: noon - 2 * dayMs }),
    ];
    const { firstPublishedAt: _, ...undated } = storyCard({ headline: 'Undated' });
    const xml = newsSitemapXml([...cards, undated], {
      paperName: 'Courier & Co',
      siteUrl: 'https://courier.example',
      now: noon,
    });
    expect([...xml.matchAll(/<news:title>(.*?)<\/news:title>/g)].map(([, title]) => title)).toEqual([
      'Now &amp; then',
      '船',
    ]);
    expect(xml).toContain('<news:language>zh-tw</news:language>');
    expect(xml).toContain('<news:name>Courier &amp; Co</news:name>');
  });
});
