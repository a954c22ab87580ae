import { describe, expect, it } from 'vitest';
import { clientAddressBehind } from './client-address.js';

/** What a request says of its way, and through how many proxies of ours it should have come. */
describe('the address of a client', () => {
  it.each<[string, string | undefined, number, string]>([
    ['without proxies', '198.51.100.9', 0, '10.0.0.1'],
    ['behind one', '198.51.100.9', 1, '198.51.100.9'],
    ['behind one, with what the client made up', '203.0.114.1, 198.51.100.9', 1, '198.51.100.9'],
    ['behind two', '203.0.114.1, 198.51.100.9, 192.0.2.7', 2, '198.51.100.9'],
    ['that passed by the outer of two', '198.51.100.9', 2, '198.51.100.9'],
    ['that names nobody', undefined, 2, '10.0.0.1'],
  ])('%s', (_what, forwarded, hops, address) => {
    const headers: Record<string, string | undefined> = { 'x-forwarded-for': forwarded };
    const head = { header: (name: string) => headers[name], socketAddress: '10.0.0.1' };
    expect(clientAddressBehind(hops)(head)).toBe(address);
  });
});
