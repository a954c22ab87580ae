import { describe, expect, it } from 'vitest';
import { Problem } from '../base/problem.js';
import { formatNames } from './format-names.js';
import { detectFormat, formats } from './formats.js';
import type { ImportOutcome } from './imported-item.js';

it('every format has its name in the list of names', () => {
  expect(formats.map(({ name }) => name)).toEqual(formatNames);
});

describe('a format is told', () => {
  it.each([
    ['<?xml version="1.0"?><rss version="2.0"><channel>', 'feed.html', 'rss'],
    ['\uFEFF<rss version="0.91"><channel>', 'a', 'rss'],
    ['<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>', 'a.xml', 'wxr'],
    ['<rss><channel><wp:wxr_version>1.0</wp:wxr_version>', 'a.xml', 'wxr'],
    ['<rdf:RDF xmlns="http://purl.org/rss/1.0/">', 'a.xml', 'rdf'],
    ['<feed xmlns="http://www.w3.org/2005/Atom">', 'a.json', 'atom'],
    ['{"version": "https://jsonfeed.org/version/1.1", "items": []', 'a.xml', 'jsonfeed'],
    ['{"uri": "urn:x:1", "versioncreated": "2026-03-03T10:00:00Z"', 'a.txt', 'ninjs'],
    ['[{"uri": "urn:x:1", "pubStatus": "usable"', 'a.txt', 'ninjs'],
    ['<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml">', 'feed.xml', 'html-page'],
    ['<html><body><pre>&lt;rss></pre><rss version="2.0">', 'a', 'html-page'],
  ])('%s in %s is %s', (head, fileName, name) => {
    expect(detectFormat(head, fileName)?.name).toBe(name);
  });

  it.each([
    ['{"a": 1}', 'a.json'],
    ['{"uri": "x", "headline": "y"}', 'a.json'],
    ['{"$schema": "http://json-schema.org/draft-04/schema#", "versioncreated": {}, "uri": {}', 'a.json'],
    ['<opml version="2.0"><body>', 'a.opml'],
    ['<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><entry>', 'a.xml'],
    ['\u0000\u0001\u0002', 'a.bin'],
    ['', 'a'],
  ])('%j in %s is none', (head, fileName) => {
    expect(detectFormat(head, fileName)).toBeUndefined();
  });

  it('by names that differ', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  });
});

describe('an input that breaks off', () => {
  const context = { zone: 'UTC', now: 0, origin: 'a.xml' };
  async function* breaking(text: string): AsyncIterable<Uint8Array> {
    yield Buffer.from(text.padEnd(70_000));
    throw new Problem('unprocessable', 'a.xml is damaged');
  }
  const rss = formats.find(({ name }) => name === 'rss')!;

  it('keeps what was read and tells of the damage', async () => {
    const outcomes: ImportOutcome[] = [];
    const input = breaking('<rss><channel><item><title>One</title></item>');
    for await (const outcome of rss.read(input, context)) outcomes.push(outcome);
    expect(outcomes).toMatchObject([
      { kind: 'item', item: { headline: 'One' } },
      { kind: 'failed', place: 'after item 1', reason: 'a.xml is damaged' },
    ]);
  });

  it('before its first item is a problem', async () => {
    await expect(rss.read(breaking('<rss>'), context)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      message: 'a.xml is damaged',
    });
  });
});
