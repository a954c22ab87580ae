import { describe, expect, it } from 'vitest';
import { readerKeys } from './reader-keys.js';

const traits = { readerPart: '192.0.2.1', agent: 'Firefox', acceptLanguage: 'en' };
const keys = readerKeys(new Uint8Array(32).fill(7));
const key = keys.readerKey('s1', 'view', traits);

describe('reader keys', () => {
  it('are 8 bytes and the same for the same reader, story and day', () => {
    expect(Buffer.from(key, 'base64url')).toHaveLength(8);
    expect(readerKeys(new Uint8Array(32).fill(7)).readerKey('s1', 'view', { ...traits })).toBe(key);
  });

  it.each([
    ['another story', keys.readerKey('s2', 'view', traits)],
    ['the pixel', keys.readerKey('s1', 'pixel', traits)],
    ['another address', keys.readerKey('s1', 'view', { ...traits, readerPart: '192.0.2.2' })],
    ['another agent', keys.readerKey('s1', 'view', { ...traits, agent: 'Chrome' })],
    ['another language', keys.readerKey('s1', 'view', { ...traits, acceptLanguage: 'fr' })],
    ['another day', readerKeys(new Uint8Array(32).fill(8)).readerKey('s1', 'view', traits)],
    ['the browser key', keys.browserKey(traits)],
    [
      'traits that only join to the same text',
      keys.readerKey('s1', 'view', { ...traits, agent: 'Firefoxe', acceptLanguage: 'n' }),
    ],
  ])('differ for %s', (_what, other) => expect(other).not.toBe(key));
});
