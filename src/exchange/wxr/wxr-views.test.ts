import { describe, expect, it } from 'vitest';
import type { ImportedItem } from '../imported-item.js';
import { wxr } from './wxr-format.js';

const context = { zone: 'America/Bogota', now: Date.UTC(2026, 5, 1), origin: 'export.xml' };

/** An export of one post with one field of a plugin. */
const exported = (date: string, key: string, value: string) => `<?xml version="1.0"?>
  <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
  <channel><title>Harbour Post</title><link>https://harbour.example</link><pubDate>${date}</pubDate>
  <wp:wxr_version>1.2</wp:wxr_version>
  <item><title>The ferry</title><guid>https://harbour.example/?p=1</guid>
  <content:encoded><![CDATA[It came.]]></content:encoded><wp:post_id>1</wp:post_id><wp:status>publish</wp:status>
  <wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>${key}</wp:meta_key>
  <wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta></item></channel></rss>`;

async function otherCountIn(text: string): Promise<ImportedItem['otherCount']> {
  const input = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const outcome of wxr.read(input, context))
    if (outcome.kind === 'item') return outcome.item.otherCount;
  throw new Error('the export holds no story');
}

describe('what the old site counted', () => {
  it.each([
    ['post_views_count', '1204', { system: 'WordPress (post_views_count)', views: 1204 }],
    ['views', ' 31 ', { system: 'WordPress (views)', views: 31 }],
    ['views', '0', undefined],
    ['views', '1,204', undefined],
    ['views', '-3', undefined],
    ['views', 'a:1:{i:0;i:3;}', undefined],
    ['reviews', '12', undefined],
  ])('%s: "%s" is told as its own, or not at all', async (key, value, expected) => {
    expect(await otherCountIn(exported('Tue, 03 Mar 2026 10:00:00 +0000', key, value))).toEqual(
      expected && { ...expected, untilDay: '2026-03-03' },
    );
  });

  it.each(['', 'yesterday', '2026-03-03', '3 Foo 2026'])(
    'names no day where the export says “%s”',
    async (date) => {
      expect(await otherCountIn(exported(date, 'views', '31'))).toMatchObject({ untilDay: '' });
    },
  );
});
