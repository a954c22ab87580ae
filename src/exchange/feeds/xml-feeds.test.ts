import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ImportContext, ImportedItem, ImportFormat, ImportOutcome } from '../imported-item.js';
import { rootElementOf, rss } from './xml-feeds.js';

const context: ImportContext = {
  zone: 'Europe/Lisbon',
  now: Date.UTC(2026, 0, 1),
  origin: 'https://harbour.example/feed.xml',
};

async function read(format: ImportFormat, feed: string | Uint8Array): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  const bytes = typeof feed === 'string' ? Buffer.from(feed) : feed;
  const input = (async function* () {
    yield bytes;
  })();
  for await (const outcome of format.read(input, context)) outcomes.push(outcome);
  return outcomes;
}

const namespaces =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"';

const rssOf = (items: string, head = '<title>Harbour Post</title><link>https://harbour.example/</link>') =>
  `<?xml version="1.0"?><rss version="2.0" ${namespaces}><channel>${head}${items}</channel></rss>`;

async function itemOf(format: ImportFormat, feed: string): Promise<ImportedItem> {
  const [outcome] = await read(format, feed);
  if (outcome?.kind !== 'item') throw new Error(JSON.stringify(outcome));
  return outcome.item;
}

const rssItem = (inner: string, head?: string) => itemOf(rss, rssOf(`<item>${inner}</item>`, head));

describe('an RSS item', () => {
  it('keeps what the feed says, each thing in its place', async () => {
    const item = await rssItem(
      `<title>Bridge reopens</title><link>/news/bridge</link><guid isPermaLink="false">hp-12</guid>
       <pubDate>Tue, 03 Mar 2026 08:30:00 +0200</pubDate><atom:updated>2026-03-03T09:00:00Z</atom:updated>
       <dc:creator>By Ann Lee and Tom Roe</dc:creator>
       <category domain="https://harbour.example/sections">City</category><category>bridges</category>
       <description>Traffic is back after two years.</description>
       <content:encoded><![CDATA[<p>The bridge across the mouth of the harbour <a href="../plan">opened</a> at dawn.</p>]]></content:encoded>
       <media:group><media:content url="/s.jpg" medium="image" width="200"/><media:content url="/l.jpg" medium="image" width="900"/>
       <media:description>The bridge at dawn</media:description><media:credit>Eva Sand</media:credit></media:group>`,
      '<title>Harbour Post</title><link>https://harbour.example/</link><language>en-gb</language>' +
        '<atom:link rel="self" href="https://harbour.example/feed.xml"/>',
    );
    expect(item).toEqual({
      source: {
        kind: 'feed',
        publisher: 'Harbour Post',
        feed: 'https://harbour.example/feed.xml',
        itemId: 'hp-12',
        version: '2026-03-03T09:00:00Z',
        canonicalUrl: 'https://harbour.example/news/bridge',
      },
      status: 'public',
      language: 'en-GB',
      headline: 'Bridge reopens',
      kicker: '',
      standfirst: 'Traffic is back after two years.',
      body: '<p>The bridge across the mouth of the harbour <a href="https://harbour.example/plan">opened</a> at dawn.</p>',
      dateline: '',
      agency: '',
      authors: ['Ann Lee', 'Tom Roe'],
      section: 'City',
      topics: ['bridges'],
      picture: {
        url: 'https://harbour.example/l.jpg',
        caption: 'The bridge at dawn',
        credit: 'Eva Sand',
        altText: '',
      },
      publishedAt: { instant: Date.UTC(2026, 2, 3, 6, 30), zoneAssumed: false },
      versionAt: { instant: Date.UTC(2026, 2, 3, 9), zoneAssumed: false },
      slug: '',
      notes: [],
    });
  });

  it.each([
    ['markup', '&lt;b&gt;Bridge&lt;/b&gt; &lt;i&gt;reopens&lt;/i&gt;', 'Bridge reopens'],
    ['entities twice escaped', 'Fish &amp;amp;amp; chips', 'Fish & chips'],
    ['markup twice escaped', '&amp;lt;em&amp;gt;Bridge&amp;lt;/em&amp;gt; reopens', 'Bridge reopens'],
    ['a tag that is meant', 'Use of &lt;b&gt; in prices', 'Use of <b> in prices'],
    ['a stock symbol', 'HARBOUR OIL &lt;HBO&gt; GAINS', 'HARBOUR OIL <HBO> GAINS'],
    ['line breaks and CDATA', '<![CDATA[Bridge\n  reopens<br/>today]]>', 'Bridge reopens today'],
    ['an entity of HTML', 'Caf&eacute; reopens', 'Café reopens'],
    ['control characters', 'Bridge\u0008 reopens&#11;', 'Bridge reopens'],
  ])('has a plain headline from one with %s', async (_name, title, headline) => {
    expect((await rssItem(`<title>${title}</title><link>https://harbour.example/1</link>`)).headline).toBe(
      headline,
    );
  });

  it.each([
    ['no date', '', undefined, []],
    ['a bad date', '<pubDate>soon</pubDate>', undefined, ['the date “soon” cannot be read']],
    [
      'a date without a zone',
      '<dc:date>2026-07-01 10:00:00</dc:date>',
      { instant: Date.UTC(2026, 6, 1, 9), zoneAssumed: true },
      [],
    ],
  ])('with %s is never dated now', async (_name, written, publishedAt, notes) => {
    const item = await rssItem(`<title>T</title><guid>1</guid><description>Text.</description>${written}`);
    expect(item.publishedAt).toEqual(publishedAt);
    expect(item.notes).toEqual(notes);
  });

  it('drops tracking pixels, players become embeds, boxes do not run together', async () => {
    const { body, notes } = await rssItem(
      `<title>T</title><guid>1</guid><description><![CDATA[<div>One</div><div>Two\u0001</div>
       <img src="https://count.example/a.gif" width="1" height="1"><img src="https://pixel.wp.com/b.gif?x=1">
       <iframe src="https://www.youtube.com/embed/abcdefg" title="The film"></iframe><script>alert(1)</script>]]></description>`,
    );
    expect(body).toBe(
      '<p>One</p><p>Two</p><figure class="embed"><a href="https://www.youtube.com/watch?v=abcdefg">The film</a></figure>',
    );
    expect(notes).toEqual(['control characters dropped', 'tracking pixel dropped']);
  });

  it.each([
    [
      'xml:base',
      '<description xml:base="https://other.example/a/">&lt;a href="b"&gt;x&lt;/a&gt;</description>',
      'https://other.example/a/b',
    ],
    [
      'the item',
      '<description>&lt;a href="b"&gt;x&lt;/a&gt;</description>',
      'https://harbour.example/news/b',
    ],
    ['the site', '<description>&lt;a href="/b"&gt;x&lt;/a&gt;</description>', 'https://harbour.example/b'],
  ])('resolves relative links by %s', async (_name, description, address) => {
    const { body } = await rssItem(
      `<title>T</title><link>https://harbour.example/news/1</link>${description}`,
    );
    expect(body).toBe(`<p><a href="${address}">x</a></p>`);
  });

  it.each([
    ['guid', '<guid>g-1</guid><link>https://harbour.example/1</link>', 'g-1', []],
    [
      'address',
      '<link>https://harbour.example/1</link>',
      'https://harbour.example/1',
      ['has no id: its address is its id'],
    ],
    [
      'digest',
      '',
      expect.stringMatching(/^digest:[\da-f]{32}$/),
      ['has neither id nor address: a digest of its text is its id, a changed text is a new item'],
    ],
  ])('is known by its %s', async (_name, written, itemId, notes) => {
    const item = await rssItem(`<title>T</title><description>Text.</description>${written}`);
    expect(item.source.itemId).toEqual(itemId);
    expect(item.notes).toEqual(notes);
  });

  it('has no standfirst that is only the cut beginning of its text', async () => {
    const text = 'The bridge across the mouth of the harbour opened at dawn, two years after the storm.';
    const content = `<content:encoded>&lt;p&gt;${text}&lt;/p&gt;</content:encoded>`;
    const cut = await rssItem(
      `<title>T</title><guid>1</guid><description>The bridge across the mouth […]</description>${content}`,
    );
    const own = await rssItem(
      `<title>T</title><guid>1</guid><description>Cars are back.</description>${content}`,
    );
    expect([cut.standfirst, own.standfirst]).toEqual(['', 'Cars are back.']);
  });

  it('without a title is headed by its first sentence', async () => {
    const item = await rssItem('<guid>1</guid><description>The bridge is open. Cars are back.</description>');
    expect(item.headline).toBe('The bridge is open');
    expect(item.notes).toEqual(['has no headline: the first sentence is its headline']);
  });

  it('names people, not mail addresses', async () => {
    const authors = async (author: string) =>
      (await rssItem(`<title>T</title><guid>1</guid><author>${author}</author>`)).authors;
    expect(await authors('desk@harbour.example (Ann Lee)')).toEqual(['Ann Lee']);
    expect(await authors('desk@harbour.example')).toEqual([]);
  });
});

describe('a feed with faults', () => {
  const two = rssOf(
    '<item><title>One</title><guid>1</guid></item><item><title>Two</title><guid>2</guid></item>',
  );

  it('yields its whole items when it is cut off', async () => {
    const outcomes = await read(rss, two.slice(0, two.indexOf('</guid></item></channel>')));
    expect(outcomes.map(({ kind, place }) => [kind, place])).toEqual([
      ['item', 'item 1, “One”'],
      ['failed', 'item 2, “Two”'],
    ]);
    expect(outcomes[1]).toMatchObject({ reason: 'the file ends in the middle of it' });
  });

  it('passes a guid that comes twice', async () => {
    expect((await read(rss, two.replace('>2<', '>1<'))).map(({ kind }) => kind)).toEqual(['item', 'item']);
  });

  it('skips an item without headline and body, with the reason', async () => {
    expect(await read(rss, rssOf('<item><guid>1</guid></item>'))).toEqual([
      { kind: 'skipped', place: 'item 1', reason: 'has neither headline nor body' },
    ]);
  });

  it('is read in its encoding', async () => {
    const chinese =
      '<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>港口报</title><item><title>大桥今晨重新开放</title><guid>1</guid><description>&lt;p&gt;海港大桥在关闭两年之后今晨重新开放。&lt;/p&gt;</description></item></channel></rss>';
    const [outcome] = await read(rss, iconv.encode(chinese, 'gbk'));
    expect(outcome).toMatchObject({ kind: 'item', item: { headline: '大桥今晨重新开放', language: 'zh' } });
  });

  it('is refused only when there is nothing in it', async () => {
    await expect(read(rss, '')).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await read(rss, rssOf(''))).toEqual([]);
  });
});

it.each([
  ['<?xml version="1.0"?><!-- made by <rss> --><rss version="2.0">', 'rss'],
  ['<!DOCTYPE rss [<!ENTITY x "<html>">]><rss>', 'rss'],
  ['<br />\n<b>Notice</b>: x in <b>/srv</b><?xml version="1.0"?><rss>', 'rss'],
  ['<!DOCTYPE html><html><head><link type="application/rss+xml"><?xml version="1.0"?><rss>', 'html'],
  ['plain text', ''],
])('the root of %s is %s', (head, root) => {
  expect(rootElementOf(head)).toBe(root);
});
