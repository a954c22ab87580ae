import ipaddr from 'ipaddr.js';
import { type ListLine, listLines } from './list-lines.js';

/** A set of networks that answers in the time of a binary search, however many there are. */
export interface AddressRanges {
  readonly size: number;
  has(bytes: readonly number[]): boolean;
}

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

export const noRanges: AddressRanges = { size: 0, has: () => false };

/**
 * Networks from a text: one CIDR or address a line, `#` begins a comment. Lines that are neither are handed back,
 * so that an operator's slip is told and costs no other line.
 */
export function parseRanges(text: string): {
  readonly ranges: AddressRanges;
  readonly faults: readonly ListLine[];
} {
  const byLength: Record<number, Range[]> = { 4: [], 16: [] };
  const faults: ListLine[] = [];
  for (const entry of listLines(text)) {
    const range = rangeOf(entry.text.replace(/#.*/, '').trim());
    if (range) byLength[range.length]!.push(range);
    else faults.push(entry);
  }
  const merged = { 4: merge(byLength[4]!), 16: merge(byLength[16]!) };
  const ranges: AddressRanges = {
    size: merged[4].length + merged[16].length,
    has: (bytes) => contains(bytes.length === 4 ? merged[4] : merged[16], numberOf(bytes)),
  };
  return { ranges, faults };
}

function rangeOf(entry: string): (Range & { readonly length: number }) | undefined {
  const cidr = entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const span = 1n << BigInt(bytes.length * 8 - prefix);
  const first = (numberOf(bytes) / span) * span;
  return { first, last: first + span - 1n, length: bytes.length };
}

const numberOf = (bytes: readonly number[]): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = merged.at(-1);
    if (!before || range.first > before.last + 1n) merged.push(range);
    else if (range.last > before.last) merged[merged.length - 1] = { first: before.first, last: range.last };
  }
  return merged;
}

function contains(ranges: readonly Range[], address: bigint): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { first, last } = ranges[middle]!;
    if (address < first) high = middle - 1;
    else if (address > last) low = middle + 1;
    else return true;
  }
  return false;
}
