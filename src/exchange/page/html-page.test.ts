import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ImportedItem, ImportOutcome } from '../imported-item.js';
import { htmlPage } from './html-page.js';

const zone = 'Europe/Berlin';
const lede =
  'The harbour council said on Tuesday that the bridge would open again in June, four weeks later than promised.';
const second =
  'Engineers found cracks in two of the nine piers last autumn, and the island has been served by a ferry since then.';
const third =
  'People who live there say that they have stopped believing in dates; the council wants to meet them on Friday.';
const copy = `<p>${lede}</p><p>${second}</p><p>${third}</p>`;

async function read(page: string | Uint8Array, origin = 'page.html'): Promise<ImportOutcome> {
  const input = (async function* () {
    yield typeof page === 'string' ? Buffer.from(page) : page;
  })();
  for await (const outcome of htmlPage.read(input, { zone, now: 0, origin })) return outcome;
  throw new Error('a page yields one outcome');
}

async function story(page: string | Uint8Array, origin?: string): Promise<ImportedItem> {
  const outcome = await read(page, origin);
  if (outcome.kind !== 'item') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.item;
}

const page = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
const jsonLd = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

describe('a saved page', () => {
  it('yields every fact that it declares', async () => {
    const item = await story(
      page(
        `<title>Bridge opens in June | Harbour Courier</title>
         <link rel="canonical" href="https://courier.example/world/bridge-opens.html?utm_source=x">
         <meta property="og:site_name" content="Harbour Courier">
         ${jsonLd({
           '@graph': [
             {
               '@type': 'NewsArticle',
               headline: 'Bridge opens in June',
               datePublished: '2026-03-12T11:02:00+01:00',
               dateModified: '2026-03-12T12:00:00+01:00',
               author: [{ '@type': 'Person', name: 'Ada Lind' }, { '@id': '#berg' }],
               articleSection: 'World',
               keywords: 'bridge, harbour',
               inLanguage: 'en-GB',
               image: { url: '/pictures/bridge.jpg?w=1200', caption: 'The bridge' },
             },
             { '@type': 'Person', '@id': '#berg', name: 'Jon Berg' },
           ],
         })}`,
        `<h1>Bridge opens in June</h1><article><p>TIDEHAVEN, Norland (AP) — ${lede}</p><p>${second}</p><p>${third}</p></article>`,
      ),
    );
    expect(item).toMatchObject({
      headline: 'Bridge opens in June',
      language: 'en-GB',
      dateline: 'TIDEHAVEN, Norland',
      agency: 'AP',
      body: `<p>${lede}</p><p>${second}</p><p>${third}</p>`,
      authors: ['Ada Lind', 'Jon Berg'],
      section: 'World',
      topics: ['bridge', 'harbour'],
      publishedAt: { instant: Date.UTC(2026, 2, 12, 10, 2), zoneAssumed: false },
      versionAt: { instant: Date.UTC(2026, 2, 12, 11), zoneAssumed: false },
      picture: { url: 'https://courier.example/pictures/bridge.jpg?w=1200', caption: 'The bridge' },
      slug: 'bridge-opens',
      source: {
        kind: 'page',
        publisher: 'Harbour Courier',
        canonicalUrl: 'https://courier.example/world/bridge-opens.html',
        itemId: 'https://courier.example/world/bridge-opens.html',
      },
    });
  });

  it('reads the visible page where nothing is declared', async () => {
    const item = await story(
      page(
        '<title>Bridge opens in June – Harbour Courier</title>',
        `<h1>Bridge opens in June</h1><p class="byline">By Ada Lind and Jon Berg</p><p>March 12, 2026 11:02 a.m.</p><div>${copy}</div>`,
      ),
    );
    expect(item).toMatchObject({
      headline: 'Bridge opens in June',
      authors: ['Ada Lind', 'Jon Berg'],
      publishedAt: { instant: Date.UTC(2026, 2, 12, 10, 2), zoneAssumed: true },
      body: copy,
    });
  });

  it('has no date when the page has none', async () => {
    const item = await story(
      page('<title>Bridge opens in June</title>', `<h1>Bridge opens in June</h1>${copy}`),
    );
    expect(item.publishedAt).toBeUndefined();
    expect(item.versionAt).toBeUndefined();
  });

  it.each([
    ['declared in the head', 'windows-1252', '<meta charset="iso-8859-1">'],
    ['declared as http-equiv', 'gbk', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'],
    ['not declared', 'windows-1252', ''],
    ['declared wrongly', 'windows-1252', '<meta charset="utf-8">'],
  ])('is decoded when its encoding is %s', async (_name, encoding, head) => {
    const words =
      encoding === 'gbk'
        ? '港口管理委员会星期二举行会议，讨论大桥重新开放的时间。'
        : 'Die Brücke öffnet früher, heißt es; größere Schäden gebe es nicht. ';
    const paragraph = words.repeat(4).trim();
    const html = page(`${head}<title>x</title>`, `<h1>${words}</h1><p>${paragraph}</p><p>${paragraph}!</p>`);
    expect((await story(new Uint8Array(iconv.encode(html, encoding)))).body).toContain(paragraph);
  });
});

describe('texts', () => {
  it.each([
    ['&lt;em&gt;Bridge&lt;/em&gt; opens &amp;amp; closes', 'Bridge opens & closes'],
    ['Bridge &amp;quot;opens&amp;quot; in June', 'Bridge "opens" in June'],
    ['<span>Bridge</span> <b>opens</b> in&nbsp;June', 'Bridge opens in June'],
    ['Bridge\u00ad opens\n   in June', 'Bridge opens in June'],
  ])('the headline %s is %s', async (written, headline) => {
    expect((await story(page('<title>x</title>', `<h1>${written}</h1>${copy}`))).headline).toBe(headline);
  });

  it('are taken from the JSON-LD where the page shows only a part', async () => {
    const articleBody = [lede, second, third, lede, second].join('\n\n');
    const head = jsonLd({ '@type': 'NewsArticle', headline: 'Bridge opens in June', articleBody });
    const item = await story(
      page(head, `<h1>Bridge opens in June</h1><p>${lede}</p><div>Subscribe to read on.</div>`),
    );
    expect(item.body).toContain(third);
    expect(item.notes).toContain('the copy was taken from the page’s JSON-LD');
  });

  it('are taken from the data of a script where the page shows none', async () => {
    const script = `<script>window.__DATA__ = ${JSON.stringify({ story: { html: copy } })}</script>`;
    expect((await story(page('', `<h1>Bridge opens in June</h1>${script}`))).body).toBe(copy);
  });
});

describe('what is not the story', () => {
  const around = `
    <nav><a href="/">Home</a></nav><header><a href="/world">World</a></header>
    <h1>Bridge opens in June</h1>
    <article class="story-body">
      <p>${lede}</p>
      <div class="related-stories"><h3>Related</h3><ul><li><a href="/a">Ferry to stop in May, says its operator</a></li></ul></div>
      <p>Advertisement</p>
      <p><a href="/b">Read also: Why the ferry is always late in the morning</a></p>
      <p>${second}</p>
      <div class="newsletter-signup"><p>Sign up for our newsletter and get the harbour news each morning in your inbox.</p></div>
      <aside>What is a pier? It carries a bridge, and stands in the water or on land, as every child in the town knows.</aside>
      <ul class="share-bar"><li><a href="https://social.example/s">Share</a></li></ul>
      <p>${third}</p>
      <script>track()</script>
    </article>
    <section class="comments"><p>I have said so for years, and nobody listened to me, as always in this town of ours.</p></section>
    <footer><p>© 2026 Harbour Courier. All rights reserved, as they are everywhere in the world today.</p></footer>`;

  it('is left out, with a note of what was', async () => {
    const item = await story(page('<title>Bridge opens in June</title>', around));
    expect(item.body).toBe(copy);
    expect(item.notes).toEqual(['left out: a label', 'left out: a link elsewhere']);
  });

  it('is a whole page when it holds no copy', async () => {
    const index = page(
      '<title>Harbour Courier</title>',
      '<h1>Today in the harbour town</h1><ul><li><a href="/a">Bridge</a></li></ul>',
    );
    expect(await read(index)).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('no copy') });
    expect(await read(page('', copy))).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('no headline'),
    });
  });
});

describe('links and pictures', () => {
  const head =
    '<title>Bridge opens in June</title><link rel="canonical" href="https://courier.example/world/bridge">';
  const body = async (inner: string, origin?: string) =>
    (
      await story(
        page(
          head,
          `<h1>Bridge opens in June</h1><article><p>${lede}</p>${inner}<p>${second}</p><p>${third}</p></article>`,
        ),
        origin,
      )
    ).body;

  it.each([
    [
      '<a href="../news/ferry?utm_source=a&amp;id=2">ferry</a>',
      'href="https://courier.example/news/ferry?id=2"',
    ],
    ['<a href="//other.example/x">other</a>', 'href="https://other.example/x"'],
    ['<a href="mailto:desk@courier.example">desk</a>', 'href="mailto:desk@courier.example"'],
  ])('resolves %s', async (link, expected) => {
    expect(
      await body(`<p>The operator of the ${link} did not want to speak about it to this paper.</p>`),
    ).toContain(expected);
  });

  it.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="#top">x</a>',
    '<p onclick="x()">Bridge.</p>',
    '<iframe src="https://a.example"></iframe>',
  ])('takes the danger out of %s', async (written) => {
    expect(
      await body(`<p>The ferry ${written} runs until the end of June, and not a day longer.</p>`),
    ).not.toMatch(/javascript|#top|onclick|iframe/);
  });

  it.each([
    [
      'data-src',
      '<figure><img src="data:image/gif;base64,R0lGOD" data-src="/p/a.jpg" alt="Pier"><figcaption>The pier</figcaption></figure>',
    ],
    [
      'data-srcset',
      '<figure><img data-srcset="/p/s.jpg 320w, /p/a.jpg 1200w, /p/x.jpg 4000w" alt="Pier"><figcaption>The pier</figcaption></figure>',
    ],
    [
      'noscript',
      '<figure><img src="/p/placeholder.gif" alt=""><noscript><img src="/p/a.jpg" alt="Pier"></noscript><figcaption>The pier</figcaption></figure>',
    ],
    [
      'picture',
      '<figure><picture><source srcset="/p/a.jpg 800w"><img alt="Pier"></picture><figcaption>The pier</figcaption></figure>',
    ],
  ])('finds a picture that loads late: %s', async (_name, figure) => {
    expect(await body(figure)).toContain(
      '<figure><img src="https://courier.example/p/a.jpg" alt="Pier" /><figcaption>The pier</figcaption></figure>',
    );
  });

  it('drops pixels that only count', async () => {
    expect(
      await body(
        '<img src="https://count.example/p.gif" width="1" height="1"><img src="https://count.example/q.gif" style="x" height="0">',
      ),
    ).not.toContain('count.example');
  });
});

describe('a bad input', () => {
  it('that is cut off yields what is there', async () => {
    const whole = page(
      '<title>Bridge opens in June</title>',
      `<h1>Bridge opens in June</h1><article>${copy}</article>`,
    );
    const item = await story(whole.slice(0, whole.indexOf('do not') > 0 ? 1 : whole.indexOf('believing')));
    expect(item.body).toContain(second);
    expect(item.notes).toContain('the file ends before the page does; what is there was taken');
  });

  it('that is empty, no markup, too deep or too large is refused with a reason', async () => {
    expect(await read('')).toMatchObject({ kind: 'failed', reason: 'the file is empty' });
    expect(await read('just words')).toMatchObject({ kind: 'failed' });
    expect(await read(`<html>${'<div>'.repeat(5000)}`)).toMatchObject({ kind: 'failed' });
    expect(await read(new Uint8Array(21 * 1024 * 1024))).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('20 MB'),
    });
  });

  it('never throws', async () => {
    const parts = fc.array(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<h1>',
        '<div class="',
        '"',
        '<a href=',
        '>',
        lede,
        '<script>',
        '<!--',
        '<table><tr>',
        '&#0;',
        '<figure><img',
        '</article>',
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(parts, async (pieces) => typeof (await read(pieces.join(''))).kind === 'string'),
      { numRuns: 60 },
    );
  });
});

describe('matches', () => {
  it.each([
    ['<!DOCTYPE html><html>', 'a', true],
    ['<html><body><p>', 'a.xml', true],
    ['<!-- saved --><html>', 'a.txt', true],
    ['<div><p>Bridge</p></div>', 'a.html', true],
    ['<?xml version="1.0"?><rss version="2.0">', 'a.html', false],
    ['Bridge opens', 'a.html', false],
    ['{"version": 1}', 'a.html', false],
  ])('%s named %s: %s', (head, name, expected) => {
    expect(htmlPage.matches(head, name)).toBe(expected);
  });
});
