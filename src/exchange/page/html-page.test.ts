import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { copy, jsonLd, lede, page, read, second, story, third } from '../../../test/support/saved-page.js';
import { htmlPage } from './html-page.js';

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

describe('a bad input', () => {
  it('that is cut off yields what is there', async () => {
    const whole = page(
      '<title>Bridge opens in June</title>',
      `<h1>Bridge opens in June</h1><article>${copy}</article>`,
    );
    const item = await story(whole.slice(0, whole.indexOf('believing')));
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
