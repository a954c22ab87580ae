import { expect, it } from 'vitest';
import { pathTyped } from './typed-address.js';

it.each([
  ['/2026/03/ferry-returns', '/2026/03/ferry-returns'],
  ['/2026/03/ferry-returns?from=mail#top', '/2026/03/ferry-returns'],
  ['https://paper.example/2026/03/ferry-returns?x=1', '/2026/03/ferry-returns'],
  ['/2026/03/%E6%B8%AF%E5%8F%A3', '/2026/03/港口'],
  ['/2026/03/cafe\u0301', '/2026/03/café'],
  ['/2026/03/%E6%B8', undefined],
  ['http://', undefined],
  ['01a21883-152e-7c3d-b854-e19e506d32d2', undefined],
  ['', undefined],
])('%s means %s', (text, path) => expect(pathTyped(text)).toBe(path));
