import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodingFor, matchesEtag, PageCache } from './page-cache.js';
import { htmlPage, type Rendered } from './page-route.js';

const page = (body: string, tags: readonly string[]): Rendered => htmlPage(200, body, tags);
const text = (ready: { readonly bodies: { readonly br: { readonly bytes: Buffer } } }) =>
  brotliDecompressSync(ready.bodies.br.bytes).toString();

describe('PageCache', () => {
  it('renders once for many requests and keeps the page', async () => {
    const cache = new PageCache(1_000_000);
    let renders = 0;
    const render = async () => page(String(++renders), ['a']);
    const both = await Promise.all([cache.findOrRender('/x', render), cache.findOrRender('/x', render)]);
    expect(both.map(text)).toEqual(['1', '1']);
    expect(text(await cache.findOrRender('/x', render))).toBe('1');
  });

  it('drops the pages that carry a purged tag, and only those', async () => {
    const cache = new PageCache(1_000_000);
    await cache.findOrRender('/x', async () => page('x', ['story:1', 'front']));
    await cache.findOrRender('/y', async () => page('y', ['story:2']));
    cache.purge(['story:1']);
    expect([cache.find('/x'), cache.find('/y') !== undefined]).toEqual([undefined, true]);
  });

  it('does not keep a page that was being made when its tag was purged', async () => {
    const cache = new PageCache(1_000_000);
    const old = await cache.findOrRender('/x', async () => {
      cache.purge(['story:1']);
      return page('old', ['story:1']);
    });
    expect(text(old)).toBe('old');
    expect(cache.find('/x')).toBeUndefined();
    expect(text(await cache.findOrRender('/x', async () => page('new', ['story:1'])))).toBe('new');
  });

  it('forgets nothing of a purge however many came meanwhile', async () => {
    const cache = new PageCache(1_000_000);
    await cache.findOrRender('/x', async () => {
      cache.purge(['story:1']);
      for (let other = 0; other < 3000; other += 1) cache.purge([`story:other-${other}`]);
      return page('old', ['story:1']);
    });
    expect(cache.find('/x')).toBeUndefined();
  });

  it('stays within its bytes', async () => {
    const cache = new PageCache(20_000);
    for (let at = 0; at < 50; at += 1)
      await cache.findOrRender(`/${at}`, async () => page('x'.repeat(2000), [`story:${at}`]));
    expect(cache.size.bytes).toBeLessThanOrEqual(20_000);
    expect(cache.size.pages).toBeGreaterThan(0);
  });
});

describe('encodingFor', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5', 'br'],
    ['br; q=0.0, gzip;q=0', 'identity'],
  ] as const)('answers %j with %s', (header, encoding) => expect(encodingFor(header)).toBe(encoding));
});

describe('matchesEtag', () => {
  it.each([
    [undefined, false],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['*', true],
    ['"b"', false],
  ])('with If-None-Match %j is %s', (header, matches) => expect(matchesEtag(header, '"a"')).toBe(matches));
});
