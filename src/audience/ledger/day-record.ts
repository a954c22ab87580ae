import { createHash } from 'node:crypto';
import type { Instant } from '../../base/clock.js';
import type { Zone } from '../../base/zone.js';
import type { EventClass } from './counted-story.js';

/** What a closed day says of one story. */
export interface DayLine {
  readonly storyId: string;
  readonly views: Readonly<Partial<Record<EventClass, number>>>;
  readonly reads: number;
  readonly leaves: number;
  readonly dwellSeconds: number;
  /** Reader keys with a view that was counted or repeated a counted one. */
  readonly readers: number;
  readonly reactionsGiven: number;
  readonly reactionsTaken: number;
  readonly withoutScript: number;
}

/** A line as it is kept: its text, a salt of its own, and the digest that the day's record stands on. */
export interface SealedLine {
  readonly storyId: string;
  readonly line: string;
  readonly salt: string;
  readonly digest: string;
}

/** A line as it is read back; all but the digest is gone once its story was erased. */
export type KeptLine =
  | SealedLine
  | { readonly storyId: null; readonly line: null; readonly salt: null; readonly digest: string };

export interface DayTotals {
  readonly views: Readonly<Partial<Record<EventClass, number>>>;
  readonly reads: number;
  readonly reactionsGiven: number;
  readonly reactionsTaken: number;
  readonly withoutScript: number;
}

export interface DayRecord {
  readonly v: 1;
  readonly day: string;
  readonly zone: Zone;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly closedAt: Instant;
  readonly rulesVersions: readonly number[];
  readonly totals: DayTotals;
  /** Readers of the whole site, estimated by a sketch, with its standard error as a share. */
  readonly siteReaders: { readonly estimate: number; readonly standardError: number };
  readonly lines: number;
  /** SHA-256 over the lines' digests (hex, joined), in their order. */
  readonly linesDigest: string;
  /** Hash of the record before; empty for the first. */
  readonly previousHash: string;
  readonly keyId: string;
  /** Ed25519, SubjectPublicKeyInfo, base64: whoever has the key from us can check that it is the same. */
  readonly publicKey: string;
}

export interface ClosedRecord {
  readonly day: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** JSON of the DayRecord, byte for byte as hashed. */
  readonly record: string;
  readonly hash: string;
  readonly signature: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text of a line: JSON with its keys in the order of DayLine, classes sorted, zeros left out of `views`. */
export const lineText = (line: DayLine): string =>
  JSON.stringify({
    storyId: line.storyId,
    views: sortedViews(line.views),
    reads: line.reads,
    leaves: line.leaves,
    dwellSeconds: line.dwellSeconds,
    readers: line.readers,
    reactionsGiven: line.reactionsGiven,
    reactionsTaken: line.reactionsTaken,
    withoutScript: line.withoutScript,
  });

const sortedViews = (views: DayLine['views']) =>
  Object.fromEntries(
    Object.entries(views)
      .filter(([, count]) => count > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** SHA-256 of salt (hex), a line feed, and the line. */
export const lineDigest = (salt: string, line: string): string => sha256(`${salt}\n${line}`);

export function sealLine(line: DayLine, salt: string): SealedLine {
  const text = lineText(line);
  return { storyId: line.storyId, line: text, salt, digest: lineDigest(salt, text) };
}

export const linesDigestOf = (digests: readonly string[]): string => sha256(digests.join(''));
export const recordHash = (record: string): string => sha256(record);

export function totalsOf(lines: readonly DayLine[]): DayTotals {
  const views: Partial<Record<EventClass, number>> = {};
  for (const line of lines)
    for (const [name, count] of Object.entries(line.views) as [EventClass, number][])
      views[name] = (views[name] ?? 0) + count;
  const sum = (value: (line: DayLine) => number) => lines.reduce((total, line) => total + value(line), 0);
  return {
    views: sortedViews(views),
    reads: sum((line) => line.reads),
    reactionsGiven: sum((line) => line.reactionsGiven),
    reactionsTaken: sum((line) => line.reactionsTaken),
    withoutScript: sum((line) => line.withoutScript),
  };
}
