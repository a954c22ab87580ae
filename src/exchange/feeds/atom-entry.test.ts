import { describe, expect, it } from 'vitest';
import type { ImportContext, ImportedItem, ImportFormat, ImportOutcome } from '../imported-item.js';
import { atom, rdf } from './xml-feeds.js';

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

async function itemOf(format: ImportFormat, feed: string): Promise<ImportedItem> {
  const [outcome] = await read(format, feed);
  if (outcome?.kind !== 'item') throw new Error(JSON.stringify(outcome));
  return outcome.item;
}

describe('RDF', () => {
  it('has its items beside the channel', async () => {
    const item = await itemOf(
      rdf,
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${namespaces}>
       <channel><title>Harbour Post</title><link>https://harbour.example/</link><dc:language>pt</dc:language></channel>
       <item rdf:about="https://harbour.example/7"><title>A ponte</title><dc:date>2026-03-03T08:00:00Z</dc:date></item></rdf:RDF>`,
    );
    expect(item).toMatchObject({
      headline: 'A ponte',
      language: 'pt',
      source: { publisher: 'Harbour Post', itemId: 'https://harbour.example/7' },
      publishedAt: { instant: Date.UTC(2026, 2, 3, 8) },
      notes: ['has no body'],
    });
  });
});

describe('Atom', () => {
  const feed = (entry: string, head = '<title>Harbour Post</title><author><name>The Desk</name></author>') =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://harbour.example/">${head}<entry>${entry}</entry></feed>`;

  it('reads XHTML, the page of several links, and the authors of the feed', async () => {
    const item = await itemOf(
      atom,
      feed(`<id>tag:harbour.example,2026:1</id><title type="html">Tides &amp;amp; &lt;i&gt;ships&lt;/i&gt;</title>
        <link rel="self" href="/1.atom"/><link href="1.html"/><published>2026-03-03T08:00:00Z</published><updated>2026-03-04T08:00:00Z</updated>
        <category term="sea" label="The sea" scheme="https://harbour.example/topics"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>5 &lt; 6 <a href="two">m</a></p></div></content>`),
    );
    expect(item).toMatchObject({
      headline: 'Tides & ships',
      language: 'en',
      body: '<p>5 &lt; 6 <a href="https://harbour.example/two">m</a></p>',
      authors: ['The Desk'],
      topics: ['The sea'],
      publishedAt: { instant: Date.UTC(2026, 2, 3, 8) },
      versionAt: { instant: Date.UTC(2026, 2, 4, 8) },
      source: { itemId: 'tag:harbour.example,2026:1', canonicalUrl: 'https://harbour.example/1.html' },
    });
  });

  it.each([
    [
      'text with a less-than sign',
      '<content type="text">5 &lt; 6 &amp; 7</content>',
      '<p>5 &lt; 6 &amp; 7</p>',
    ],
    ['HTML under the type of text', '<content type="text">&lt;p&gt;One&lt;/p&gt;</content>', '<p>One</p>'],
    [
      'version 0.3, escaped',
      '<content type="text/html" mode="escaped">&lt;p&gt;One&lt;/p&gt;</content>',
      '<p>One</p>',
    ],
    ['a summary alone', '<summary>One.</summary>', '<p>One.</p>'],
  ])('reads %s', async (_name, content, body) => {
    expect((await itemOf(atom, feed(`<id>1</id><title>T</title>${content}`))).body).toBe(body);
  });

  it('is dated by its update when that is all it has, and says so', async () => {
    const item = await itemOf(
      atom,
      feed('<id>1</id><title>T</title><updated>2026-03-04T08:00:00Z</updated><content>x</content>'),
    );
    expect(item.publishedAt?.instant).toBe(Date.UTC(2026, 2, 4, 8));
    expect(item.notes).toEqual(['dated by its last update, it has no other date']);
  });

  it('leaves drafts drafts, and comments of a blog out', async () => {
    const draft =
      '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>';
    expect((await itemOf(atom, feed(`<id>1</id><title>T</title>${draft}`))).status).toBe('draft');
    const kind = (name: string) =>
      `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${name}"/>`;
    expect(await read(atom, feed(`<id>1</id><title>Nice!</title>${kind('comment')}`))).toEqual([
      { kind: 'skipped', place: 'item 1, “Nice!”', reason: 'is a comment of the blog, not a story' },
    ]);
    expect((await itemOf(atom, feed(`<id>1</id><title>T</title>${kind('post')}`))).topics).toEqual([]);
  });
});
