import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** A client's address as counting sees it; never stored, never logged. */
export interface ClientAddress {
  /** What enters the reader key: the full IPv4 address; of IPv6 the /64, which is one household's or one phone's. */
  readonly readerPart: string;
  /** What the pace is measured over: IPv4 /24, IPv6 /48. */
  readonly network: string;
  readonly isPublic: boolean;
  /** 4 or 16 bytes, for range look-ups. */
  readonly bytes: readonly number[];
}

const remembered = new LRUCache<string, ClientAddress>({ max: 5000 });

/** Undefined for what is no address. IPv4 inside IPv6 (::ffff:192.0.2.1) is the IPv4 address. */
export function parseAddress(text: string): ClientAddress | undefined {
  const known = remembered.get(text);
  if (known) return known;
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  const bytes = address.toByteArray();
  const isVersion4 = bytes.length === 4;
  const parsed = {
    readerPart: isVersion4 ? bytes.join('.') : prefixOf(bytes, 8),
    network: isVersion4 ? prefixOf(bytes, 3) : prefixOf(bytes, 6),
    isPublic: address.range() === 'unicast',
    bytes,
  };
  remembered.set(text, parsed);
  return parsed;
}

const prefixOf = (bytes: readonly number[], length: number): string =>
  `${Buffer.from(bytes.slice(0, length)).toString('hex')}/${length * 8}`;
