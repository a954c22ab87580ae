import { describe, expect, it } from 'vitest';
import { feedHref, hostOf, hrefOf, isWebAddress } from './addresses.js';

describe('hrefOf', () => {
  it.each([
    ['/2026/03/bridge', '/2026/03/bridge'],
    ['/2026/03/الجسر', '/2026/03/%D8%A7%D9%84%D8%AC%D8%B3%D8%B1'],
    ['/?p=12&lang=en', '/?p=12&lang=en'],
    ['/50%#1 "x"', '/50%25%231%20%22x%22'],
  ])('of %s is %s', (path, href) => expect(hrefOf(path)).toBe(href));
});

it('feeds stand below the list that they hold', () => {
  expect(feedHref('/', 'rss')).toBe('/feed.rss');
  expect(feedHref('/news/harbour', 'json')).toBe('/news/harbour/feed.json');
});

it.each([
  ['https://a.example/x', true],
  ['HTTP://a.example', true],
  ['javascript:alert(1)', false],
  ['https:///x', false],
  ['//a.example', false],
])('%s as a web address: %s', (address, is) => expect(isWebAddress(address)).toBe(is));

it('names hosts as people do', () => {
  expect(hostOf('https://www.gull.example:8080/x')).toBe('gull.example');
  expect(hostOf('not one')).toBe('not one');
});
