import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../imported-item.js';
import { jsonFeed } from './json-feed.js';

async function read(text: string): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  const input = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const outcome of jsonFeed.read(input, { zone: 'UTC', now: 0, origin: 'feed.json' }))
    outcomes.push(outcome);
  return outcomes;
}

const feed = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Harbour Post',
  home_page_url: 'https://harbour.example/',
  feed_url: 'https://harbour.example/feed.json',
  language: 'en',
  authors: [{ name: 'The Desk' }],
  items: [
    {
      id: 7,
      url: 'https://harbour.example/7',
      title: 'Bridge reopens',
      content_html: '<p>Cars are <a href="/map">back</a>.</p>',
      summary: 'Two years after the storm',
      image: '/bridge.jpg',
      date_published: '2026-03-03T08:00:00+01:00',
      date_modified: '2026-03-03T09:00:00+01:00',
      tags: ['bridges'],
      authors: [{ name: 'Ann Lee' }],
    },
    { id: '8', content_text: 'Calm sea.\n\nNo wind.' },
    { id: '9' },
    'not an item',
  ],
};

describe('JSON Feed', () => {
  it('reads items of 1.1 and tells of those that are none', async () => {
    const outcomes = await read(JSON.stringify(feed));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['item', 'item', 'skipped', 'failed']);
    expect(outcomes[0]).toMatchObject({
      item: {
        source: { publisher: 'Harbour Post', itemId: '7', feed: 'https://harbour.example/feed.json' },
        headline: 'Bridge reopens',
        standfirst: 'Two years after the storm',
        body: '<p>Cars are <a href="https://harbour.example/map">back</a>.</p>',
        authors: ['Ann Lee'],
        topics: ['bridges'],
        language: 'en',
        picture: { url: 'https://harbour.example/bridge.jpg' },
        publishedAt: { instant: Date.UTC(2026, 2, 3, 7) },
        versionAt: { instant: Date.UTC(2026, 2, 3, 8) },
      },
    });
    expect(outcomes[1]).toMatchObject({
      item: { headline: 'Calm sea', body: '<p>Calm sea.</p><p>No wind.</p>', authors: ['The Desk'] },
    });
  });

  it('keeps the whole items of a feed that is cut off', async () => {
    const text = JSON.stringify(feed);
    const outcomes = await read(text.slice(0, text.indexOf('"8"') + 2));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['item', 'failed']);
    expect(outcomes[0]).toMatchObject({ item: { source: { publisher: 'Harbour Post' } } });
  });

  it('reads RSS written as JSON', async () => {
    const rss = {
      rss: {
        channel: {
          title: 'Harbour Post',
          link: 'https://harbour.example/',
          item: [
            {
              title: 'Calm sea',
              guid: { isPermaLink: 'false', '#value': 'g1' },
              description: '<p>No wind.</p>',
            },
          ],
        },
      },
    };
    const [outcome] = await read(JSON.stringify(rss));
    expect(outcome).toMatchObject({
      item: {
        headline: 'Calm sea',
        body: '<p>No wind.</p>',
        source: { itemId: 'g1', publisher: 'Harbour Post' },
      },
    });
  });

  it.each(['{"a": 1}', '[]', 'true'])('refuses %s', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'unprocessable' });
  });
});
