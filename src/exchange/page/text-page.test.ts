import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../imported-item.js';
import { textPage } from './text-page.js';

const lede =
  'The harbour council said on Tuesday that the bridge would open again in June, four weeks later than promised.';
const second =
  'Engineers found cracks in two of the nine piers last autumn, and the island has been served by a ferry since then.';
const headline = 'Bridge to the island opens in June, “four weeks late”';

async function read(text: string | Uint8Array, zone = 'Asia/Seoul'): Promise<ImportOutcome> {
  const input = (async function* () {
    yield typeof text === 'string' ? Buffer.from(text) : text;
  })();
  for await (const outcome of textPage.read(input, { zone, now: 0, origin: 'page.txt' })) return outcome;
  throw new Error('a page yields one outcome');
}

const saved = [
  `Current:Home > World${headline} -新闻`,
  headline,
  'View',
  'Date:2026-03-12 03:03:52',
  `TIDEHAVEN, Norland (AP) — ${lede}`,
  second,
  'What the engineers say',
  second.replace('two', 'three'),
  'soGood! (44)',
  'Related',
  '- Ferry to stop in May, its operator says',
  '- Flying fish! Late boats! It is spring in Tidehaven!',
  'Most read',
  'Council chair resigns after a night of talks with her own party over the budget',
  'Seven ways to cook a herring',
  'Recommendation',
  'Why the ferry is always late',
].join('\n');

describe('a page saved as plain text', () => {
  it('is its headline, date, dateline and copy, and nothing else', async () => {
    expect(await read(saved)).toMatchObject({
      kind: 'item',
      item: {
        headline,
        dateline: 'TIDEHAVEN, Norland',
        agency: 'AP',
        body: `<p>${lede}</p><p>${second}</p><h2>What the engineers say</h2><p>${second.replace('two', 'three')}</p>`,
        publishedAt: { instant: Date.UTC(2026, 2, 11, 18, 3, 52), zoneAssumed: true },
        language: 'en',
        source: { kind: 'page', itemId: expect.stringMatching(/^words:[0-9a-f]{32}$/) },
        notes: [
          'left out: the breadcrumb',
          'left out: a counter (“View”)',
          'left out: a reaction counter (“soGood! (44)”)',
          'left out: the block “Related” (2 lines)',
          'left out: the block “Most read” (2 lines)',
          'left out: the block “Recommendation” (1 lines)',
        ],
      },
    });
  });

  it('goes on behind a block in its middle', async () => {
    const outcome = await read([headline, lede, 'Related', '- Ferry to stop in May', second].join('\n'));
    expect(outcome).toMatchObject({ kind: 'item', item: { body: `<p>${lede}</p><p>${second}</p>` } });
  });

  it('takes byline, update and address from their lines', async () => {
    const lines = [
      headline,
      'By Ada Lind and Jon Berg',
      'Published: 12 March 2026 11:02 UTC',
      'Updated: 13 March 2026 11:02 UTC',
      'https://courier.example/bridge',
      lede,
      second,
    ];
    expect(await read(lines.join('\r\n'))).toMatchObject({
      item: {
        authors: ['Ada Lind', 'Jon Berg'],
        publishedAt: { instant: Date.UTC(2026, 2, 12, 11, 2), zoneAssumed: false },
        versionAt: { instant: Date.UTC(2026, 2, 13, 11, 2), zoneAssumed: false },
        source: { canonicalUrl: 'https://courier.example/bridge', publisher: 'courier.example' },
      },
    });
  });

  it('unwraps lines of a fixed width', async () => {
    const wrap = (text: string) => text.replace(/(.{1,60})(?:\s|$)/g, '$1\n').trim();
    const outcome = await read(
      [headline, wrap(lede), wrap(second), wrap(lede.replace('June', 'July'))].join('\n\n'),
    );
    expect(outcome).toMatchObject({
      item: { headline, body: `<p>${lede}</p><p>${second}</p><p>${lede.replace('June', 'July')}</p>` },
    });
  });

  it('has markup as text', async () => {
    expect(await read([headline, `${lede} <script>alert(1)</script>`, second].join('\n'))).toMatchObject({
      item: { body: `<p>${lede} &lt;script&gt;alert(1)&lt;/script&gt;</p><p>${second}</p>` },
    });
  });

  it.each([
    ['', 'failed'],
    ['Bridge\u0000opens', 'failed'],
    ['Home > World', 'skipped'],
    [`${headline}\nRelated\n- Ferry to stop in May`, 'skipped'],
  ])('%j is %s', async (text, kind) => {
    expect(await read(text)).toMatchObject({ kind, reason: expect.any(String) });
  });

  it('never throws', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(fc.asyncProperty(bytes, async (input) => typeof (await read(input)).kind === 'string'));
  });
});

describe('matches', () => {
  it.each([
    [saved, 'page', true],
    [`${headline}\n${lede}\n${second}`, 'page.txt', true],
    [`${headline}\n${lede}\n${second}`, 'page.dat', false],
    ['<html><body>', 'page.txt', false],
    ['{"a": 1}', 'page.txt', false],
    [
      'From: desk@courier.example\nSubject: Bridge\nDate: Thu, 12 Mar 2026 11:02:00 GMT\n\nText.',
      'mail.txt',
      false,
    ],
    ['\u0001abc', 'wire.txt', false],
  ])('%#', (head, name, expected) => {
    expect(textPage.matches(head, name)).toBe(expected);
  });
});
