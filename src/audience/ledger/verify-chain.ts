import type { ClosedDays, DayContent } from './closed-days.js';
import {
  type ClosedRecord,
  type DayLine,
  type DayRecord,
  type KeptLine,
  lineDigest,
  linesDigestOf,
  lineText,
  recordHash,
  totalsOf,
} from './day-record.js';
import { isSignedBy } from './day-signer.js';

/** What the check of one closed day found; no faults means that it stands as it was signed. */
export interface DayCheck {
  readonly day: string;
  readonly hash: string;
  readonly stories: number;
  readonly erased: number;
  readonly faults: readonly string[];
}

/**
 * Checks every closed day: record against hash, hash against signature and against the chain, lines against their
 * digests, totals against lines, and lines against the tallies that are still kept. `trustedKeys` are public keys
 * known from elsewhere; with none given the keys in the records are taken at their word.
 */
export async function* verifyChain(
  days: Pick<ClosedDays, 'all' | 'contentOf'>,
  trustedKeys: readonly string[] = [],
): AsyncIterable<DayCheck> {
  let previous: ClosedRecord | undefined;
  for await (const { record, lines } of days.all()) {
    const content = await days.contentOf(record.day, record.startsAt, record.endsAt);
    yield checkDay(record, lines, content, previous, trustedKeys);
    previous = record;
  }
}

function checkDay(
  closed: ClosedRecord,
  lines: readonly KeptLine[],
  content: DayContent,
  previous: ClosedRecord | undefined,
  trustedKeys: readonly string[],
): DayCheck {
  const record = JSON.parse(closed.record) as DayRecord;
  const present = lines.filter((line) => line.line !== null);
  const faults = [
    ...checkRecord(closed, record, previous, trustedKeys),
    ...checkLines(record, lines),
    ...checkTallies(
      present.map((line) => JSON.parse(line.line) as DayLine),
      content.lines,
    ),
  ];
  return {
    day: closed.day,
    hash: closed.hash,
    stories: lines.length,
    erased: lines.length - present.length,
    faults,
  };
}

function* checkRecord(
  closed: ClosedRecord,
  record: DayRecord,
  previous: ClosedRecord | undefined,
  trustedKeys: readonly string[],
): Iterable<string> {
  if (recordHash(closed.record) !== closed.hash) yield 'the record does not have its hash';
  if (!isSignedBy(record.publicKey, closed.hash, closed.signature)) yield 'the signature does not hold';
  if (trustedKeys.length > 0 && !trustedKeys.includes(record.publicKey))
    yield 'signed by a key that is not ours';
  if (record.previousHash !== (previous?.hash ?? '')) yield 'the record does not follow the one before it';
  if (previous && record.startsAt !== previous.endsAt) yield 'there is a gap or an overlap before this day';
  if (record.day !== closed.day || record.startsAt !== closed.startsAt || record.endsAt !== closed.endsAt)
    yield 'the record stands under another day';
}

function* checkLines(record: DayRecord, lines: readonly KeptLine[]): Iterable<string> {
  if (lines.length !== record.lines) yield `${lines.length} lines instead of ${record.lines}`;
  if (linesDigestOf(lines.map(({ digest }) => digest)) !== record.linesDigest)
    yield 'the digests of the lines are not those of the record';
  for (const { storyId, line, salt, digest } of lines)
    if (line !== null && lineDigest(salt, line) !== digest) yield `the line of story ${storyId} was changed`;
  if (lines.some(({ line }) => line === null)) return;
  const totals = totalsOf(lines.map(({ line }) => JSON.parse(line!) as DayLine));
  if (JSON.stringify(totals) !== JSON.stringify(record.totals))
    yield 'the totals are not the sums of the lines';
}

/** The readers of a day cannot be counted again once its salt and keys are gone; all other numbers can. */
function* checkTallies(lines: readonly DayLine[], tallied: readonly DayLine[]): Iterable<string> {
  const byStory = new Map(tallied.map((line) => [line.storyId, line]));
  for (const line of lines) {
    const now = byStory.get(line.storyId);
    if (!now) yield `the tallies of story ${line.storyId} are missing`;
    else if (lineText({ ...now, readers: line.readers }) !== lineText(line))
      yield `the tallies of story ${line.storyId} differ from the closed line`;
    byStory.delete(line.storyId);
  }
  for (const storyId of byStory.keys()) yield `tallies of story ${storyId} were added after the close`;
}
