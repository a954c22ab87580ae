import ipaddr from 'ipaddr.js';

/** Azure's host agent answers here, at an address that looks public. */
const hostAgents = new Set(['168.63.129.16']);

/**
 * Why an address may not be fetched from, or undefined if it is public. Addresses that only wrap an IPv4 address
 * (mapped, compatible, 6to4, NAT64) are judged by what they wrap; ranges after the IANA special-purpose registries.
 */
export function refusalOfAddress(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'is no address';
  const parsed = ipaddr.parse(address.replace(/%.*$/, ''));
  if (parsed instanceof ipaddr.IPv4) return refusalOfIpv4(parsed);
  const wrapped = wrappedIpv4(parsed as ipaddr.IPv6);
  if (wrapped !== undefined) return refusalOfIpv4(wrapped);
  const range = parsed.range();
  return range === 'unicast' ? undefined : `is not public (${range})`;
}

function refusalOfIpv4(address: ipaddr.IPv4): string | undefined {
  const range = address.range();
  if (range !== 'unicast') return `is not public (${range})`;
  return hostAgents.has(address.toString()) ? 'is not public (host agent)' : undefined;
}

/** Where the IPv4 address stands in each form, as the index of its first 16 bits. */
const wrappings: readonly (readonly [cidr: string, at: number])[] = [
  ['::ffff:0:0/96', 6],
  ['::/96', 6],
  ['64:ff9b::/96', 6],
  ['2002::/16', 1],
];

function wrappedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const wrapping = wrappings.find(([cidr]) => address.match(ipaddr.IPv6.parseCIDR(cidr)));
  if (wrapping === undefined) return undefined;
  const [high, low] = address.parts.slice(wrapping[1]);
  return new ipaddr.IPv4([high! >> 8, high! & 0xff, low! >> 8, low! & 0xff]);
}
