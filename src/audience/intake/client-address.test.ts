import { describe, expect, it } from 'vitest';
import { parseAddress } from './client-address.js';

describe('client address', () => {
  it.each([
    ['192.0.2.17', '192.0.2.17', 'c00002/24'],
    ['::ffff:192.0.2.17', '192.0.2.17', 'c00002/24'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002/64', '20010db80001/48'],
    ['2001:db8:1:2::9', '20010db800010002/64', '20010db80001/48'],
  ])('%s', (text, readerPart, network) => {
    expect(parseAddress(text)).toMatchObject({ readerPart, network });
  });

  it.each([
    ['198.51.101.1', true],
    ['10.1.2.3', false],
    ['127.0.0.1', false],
    ['fe80::1', false],
    ['2600::1', true],
  ])('%s is public: %s', (text, isPublic) => {
    expect(parseAddress(text)?.isPublic).toBe(isPublic);
  });

  it.each(['', 'unknown', '300.1.1.1', '1.2.3.4, 5.6.7.8'])('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});
