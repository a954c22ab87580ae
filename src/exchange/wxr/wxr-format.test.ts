import { describe, expect, it } from 'vitest';
import { liveHeapBytes } from '../../../test/support/live-heap.js';
import type { ImportedItem, ImportOutcome } from '../imported-item.js';
import { wxr } from './wxr-format.js';

const context = { zone: 'America/Bogota', now: Date.UTC(2026, 0, 1), origin: 'export.xml' };

async function readChunks(chunks: AsyncIterable<Uint8Array>): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  for await (const outcome of wxr.read(chunks, context)) outcomes.push(outcome);
  return outcomes;
}

const read = (text: string) =>
  readChunks(
    (async function* () {
      yield Buffer.from(text);
    })(),
  );

const head = `<?xml version="1.0"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour Post</title><link>https://harbour.example</link>
  <language>es-CO</language><wp:wxr_version>1.2</wp:wxr_version>
  <wp:author><wp:author_login><![CDATA[alee]]></wp:author_login><wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>
  <wp:category><wp:category_nicename>world</wp:category_nicename><wp:cat_name><![CDATA[World]]></wp:cat_name></wp:category>
  <wp:category><wp:category_nicename>asia</wp:category_nicename><wp:category_parent>world</wp:category_parent><wp:cat_name><![CDATA[Asia & Pacific]]></wp:cat_name></wp:category>`;

const whole = (items: string) => `${head}${items}</channel></rss>`;

const story = (id: number, fields: Readonly<Record<string, string>> = {}, more = '') => {
  const all: Record<string, string> = {
    title: `Story ${id}`,
    link: `https://harbour.example/story-${id}/`,
    'dc:creator': 'alee',
    guid: `https://harbour.example/?p=${id}`,
    'content:encoded': 'One.',
    'wp:post_id': String(id),
    'wp:post_date': '2026-03-03 05:00:00',
    'wp:post_date_gmt': '2026-03-03 10:00:00',
    'wp:post_name': `story-${id}`,
    'wp:status': 'publish',
    'wp:post_type': 'post',
    ...fields,
  };
  const inner = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<item>${inner.join('')}${more}</item>`;
};

const meta = (key: string, value: string | number) =>
  `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`;

const attachment = (id: number, alt = '') =>
  story(
    id,
    {
      'wp:post_type': 'attachment',
      'wp:status': 'inherit',
      'excerpt:encoded': `Caption ${id}`,
      'wp:attachment_url': `https://harbour.example/${id}.jpg`,
    },
    meta('_wp_attachment_image_alt', alt),
  );

async function itemOf(item: string): Promise<ImportedItem> {
  const outcome = (await read(whole(item))).find(({ kind }) => kind === 'item');
  if (outcome?.kind !== 'item') throw new Error('no item');
  return outcome.item;
}

describe('a post', () => {
  it('keeps what the export says, each thing in its place', async () => {
    const item = await itemOf(
      story(
        12,
        {
          'excerpt:encoded': 'Cars are back.',
          'content:encoded': 'LISBON (AP) — The bridge opened at dawn.\r\n\r\nIt was shut\nfor two years.',
          'wp:post_modified_gmt': '2026-03-04 10:00:00',
          'wp:post_name': '%e6%b8%af',
        },
        `<category domain="category" nicename="world">World</category>
         <category domain="category" nicename="asia"><![CDATA[Asia & Pacific]]></category>
         <category domain="category" nicename="ports">Ports</category>
         <category domain="post_tag" nicename="bridges">bridges</category>
         <category domain="post_format" nicename="post-format-aside">Aside</category>`,
      ),
    );
    expect(item).toEqual({
      source: {
        kind: 'cms',
        publisher: 'Harbour Post',
        feed: 'Harbour Post',
        itemId: 'https://harbour.example/?p=12',
        version: '2026-03-04 10:00:00',
        canonicalUrl: 'https://harbour.example/story-12/',
      },
      status: 'public',
      language: 'es-CO',
      headline: 'Story 12',
      kicker: '',
      standfirst: 'Cars are back.',
      body: '<p>The bridge opened at dawn.</p><p>It was shut<br />for two years.</p>',
      dateline: 'LISBON',
      agency: 'AP',
      authors: ['Ann Lee'],
      section: 'World › Asia & Pacific',
      topics: ['Ports', 'bridges'],
      publishedAt: { instant: Date.UTC(2026, 2, 3, 10), zoneAssumed: false },
      versionAt: { instant: Date.UTC(2026, 2, 4, 10), zoneAssumed: false },
      slug: '港',
      notes: [],
    });
  });

  it.each([
    ['publish', '', 'public'],
    ['publish', 'secret', 'password'],
    ['future', '', 'future'],
    ['private', 'secret', 'private'],
    ['draft', 'secret', 'draft'],
    ['pending', '', 'draft'],
    ['trash', '', 'trashed'],
    ['inherit', '', 'draft'],
    ['in-review', '', 'draft'],
  ])('with status %s and password “%s” is %s', async (status, password, expected) => {
    expect((await itemOf(story(1, { 'wp:status': status, 'wp:post_password': password }))).status).toBe(
      expected,
    );
  });

  it.each([
    ['GMT', {}, { instant: Date.UTC(2026, 2, 3, 10), zoneAssumed: false }],
    [
      'its local time where GMT is unknown',
      { 'wp:post_date_gmt': '0000-00-00 00:00:00' },
      { instant: Date.UTC(2026, 2, 3, 10), zoneAssumed: true },
    ],
    [
      'the date of the feed where both are unknown',
      {
        'wp:post_date_gmt': '0000-00-00 00:00:00',
        'wp:post_date': '0000-00-00 00:00:00',
        pubDate: 'Tue, 03 Mar 2026 12:00:00 +0000',
      },
      { instant: Date.UTC(2026, 2, 3, 12), zoneAssumed: false },
    ],
    [
      'nothing',
      {
        'wp:post_date_gmt': '0000-00-00 00:00:00',
        'wp:post_date': '',
        pubDate: 'Mon, 30 Nov -0001 00:00:00 +0000',
      },
      undefined,
    ],
  ])('is dated by %s', async (_name, fields: Record<string, string>, expected) => {
    expect((await itemOf(story(1, fields))).publishedAt).toEqual(expected);
  });

  it('has the language of its term, the authors of the co-authors plugin, and the address as it was', async () => {
    const item = await itemOf(
      story(
        3,
        { link: 'https://harbour.example/?p=3', guid: '' },
        `<category domain="language" nicename="pt-br">Português</category>
         <category domain="author" nicename="cap-alee">alee</category><category domain="author" nicename="cap-troe">Tom Roe</category>`,
      ),
    );
    expect(item).toMatchObject({
      language: 'pt-BR',
      authors: ['Ann Lee', 'Tom Roe'],
      source: { canonicalUrl: 'https://harbour.example/?p=3', itemId: 'https://harbour.example/?p=3' },
    });
  });
});

it.each([
  ['its guid', 'tag:harbour.example,2019:a', 'tag:harbour.example,2019:a'],
  ['its number, when it has no guid', '', 'https://harbour.example/?p=8'],
  [
    'its number, when the guid is that of the story it was copied from',
    'https://harbour.example/?p=7',
    'https://harbour.example/?p=8',
  ],
])('a post is known by %s', async (_name, guid, itemId) => {
  expect((await itemOf(story(8, { guid }))).source.itemId).toBe(itemId);
});

describe('what is no story', () => {
  it.each([
    ['page', 'is a page, not a story'],
    ['nav_menu_item', 'is an entry of a menu, not a story'],
    ['revision', 'is an older revision of a story'],
    ['recipe', 'is of the type “recipe”, not a story'],
  ])('%s is skipped', async (type, reason) => {
    expect(await read(whole(story(4, { 'wp:post_type': type })))).toEqual([
      { kind: 'skipped', place: 'item 1, “Story 4”', reason },
    ]);
  });
});

describe('lead pictures', () => {
  const withLead = (id: number, picture: number) => story(id, {}, meta('_thumbnail_id', picture));
  const told = (outcomes: readonly ImportOutcome[]) =>
    outcomes.map((outcome) =>
      outcome.kind === 'item'
        ? [outcome.item.headline, outcome.item.picture?.url, ...outcome.item.notes]
        : outcome.kind,
    );

  it('are found before and after their story', async () => {
    expect(
      told(await read(whole(attachment(1) + withLead(2, 1) + withLead(3, 5) + story(4) + attachment(5)))),
    ).toEqual([
      'skipped',
      ['Story 2', 'https://harbour.example/1.jpg'],
      ['Story 4', undefined],
      'skipped',
      ['Story 3', 'https://harbour.example/5.jpg'],
    ]);
  });

  it('that never come are told of', async () => {
    expect(told(await read(whole(withLead(2, 99))))).toEqual([
      ['Story 2', undefined, 'its lead picture (attachment 99) is not in this export'],
    ]);
  });

  it('are waited for by at most 500 stories', async () => {
    const stories = Array.from({ length: 502 }, (_, index) => withLead(1000 + index, 9)).join('');
    const outcomes = await read(whole(stories + attachment(9, 'A quay')));
    expect(outcomes).toHaveLength(503);
    const pictured = outcomes.filter(
      (outcome) => outcome.kind === 'item' && outcome.item.picture !== undefined,
    );
    expect(pictured).toHaveLength(500);
    expect(pictured[0]).toMatchObject({ item: { picture: { caption: 'Caption 9', altText: 'A quay' } } });
  });
});

describe('a damaged export', () => {
  it('yields its whole posts when it is cut off', async () => {
    const text = whole(story(1) + story(2));
    const outcomes = await read(text.slice(0, text.lastIndexOf('<wp:status>')));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['item', 'failed']);
  });

  it('reads copy that holds the end of a CDATA section', async () => {
    const { body } = await itemOf(story(1, { 'content:encoded': 'Rows[a[1]]> more <b>words</b> here' }));
    expect(body).toBe('<p>Rows[a[1 more <strong>words</strong> here</p>');
  });

  it('does not count comments against the size of a post', async () => {
    const comment = `<wp:comment><wp:comment_content>${'Quite so. '.repeat(1000)}</wp:comment_content></wp:comment>`;
    expect((await itemOf(story(1, {}, comment.repeat(1000)))).headline).toBe('Story 1');
  });
});

it('holds little in memory, however large the export', async () => {
  const copy = 'The bridge opened at dawn after two years of work on its piers. '.repeat(60);
  const stories = 2_500;
  async function* chunks(): AsyncIterable<Uint8Array> {
    yield Buffer.from(head);
    for (let id = 0; id < stories; id += 1) {
      yield Buffer.from(story(id, { 'content:encoded': copy }, meta('_thumbnail_id', id + 1_000_000)));
      yield Buffer.from(attachment(id + 1_000_000));
      yield Buffer.from(story(id + 2_000_000, { 'wp:post_type': 'page', 'content:encoded': copy.repeat(5) }));
    }
    yield Buffer.from('</channel></rss>');
  }
  const started = liveHeapBytes();
  let items = 0;
  let bytes = 0;
  let peak = 0;
  const counted = (async function* () {
    for await (const chunk of chunks()) {
      bytes += chunk.length;
      yield chunk;
    }
  })();
  for await (const outcome of wxr.read(counted, context)) {
    if (outcome.kind !== 'item') continue;
    items += 1;
    if (items % 250 === 0) peak = Math.max(peak, liveHeapBytes());
  }
  expect(items).toBe(stories);
  expect(bytes).toBeGreaterThan(60_000_000);
  expect(peak - started).toBeLessThan(12 * 1024 * 1024);
}, 120_000);
