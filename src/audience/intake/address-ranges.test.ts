import { describe, expect, it } from 'vitest';
import { parseRanges } from './address-ranges.js';
import { parseAddress } from './client-address.js';

const { ranges, faults } = parseRanges(`
# made-up hosting
192.0.2.0/25
192.0.2.128/25
198.51.100.7      # one machine
2001:db8:40::/44
not-a-network
10.0.0.0/33
`);
const isIn = (text: string) => ranges.has(parseAddress(text)!.bytes);

describe('address ranges', () => {
  it.each([
    ['192.0.2.0', true],
    ['192.0.2.255', true],
    ['192.0.3.0', false],
    ['192.0.1.255', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:4f:ffff::1', true],
    ['2001:db8:50::1', false],
    ['::ffff:192.0.2.9', true],
  ])('%s: %s', (address, expected) => expect(isIn(address)).toBe(expected));

  it('merges neighbours and tells faults', () => {
    expect(ranges.size).toBe(3);
    expect(faults).toEqual([
      { line: 7, text: 'not-a-network' },
      { line: 8, text: '10.0.0.0/33' },
    ]);
  });

  it('reads files that were written on Windows', () => {
    expect(parseRanges('\uFEFF192.0.2.0/24\r\n\r\n198.51.100.0/24\r\n')).toMatchObject({
      ranges: { size: 2 },
      faults: [],
    });
  });
});
