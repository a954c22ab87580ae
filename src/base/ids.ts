import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';

declare const brand: unique symbol;

/** A string that names one kind of thing only: a StoryId is no SectionId. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type IdSource = <Kind extends string>() => Id<Kind>;

/**
 * UUIDv7 (RFC 9562, section 5.7): 48 bits of UTC milliseconds, then random bits, so that ids sort by
 * the time they were made and an index on them grows at its end.
 */
export function idSource(clock: Clock, random: (size: number) => Uint8Array = randomBytes): IdSource {
  return <Kind extends string>() => uuidv7(clock(), random(10)) as Id<Kind>;
}

function uuidv7(instant: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(instant) << 16n);
  bytes.set(random, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
