import { type Clock, type Instant, minuteMs } from '../../base/clock.js';
import { dayBounds, dayIn, type Zone } from '../../base/zone.js';
import { countingRules } from '../rules.js';
import type { ClosedDays } from './closed-days.js';
import {
  type ClosedRecord,
  type DayRecord,
  linesDigestOf,
  recordHash,
  sealLine,
  totalsOf,
} from './day-record.js';
import type { DaySalts } from './day-salts.js';
import type { DaySigner } from './day-signer.js';
import { estimateOf, sketchError } from './hyperloglog.js';

export interface CloseParts {
  readonly days: ClosedDays;
  readonly salts: DaySalts;
  readonly signer: DaySigner;
  readonly clock: Clock;
  readonly zone: () => Zone;
  /** Random bytes, for the salts of the lines. */
  readonly random: (size: number) => Uint8Array;
}

const lineSaltBytes = 16;

/**
 * Closes every day that is due, oldest first, and returns their names. A day is due two hours after its end; missed
 * days are caught up, each on the end of the one before, so the chain has no gap; a day closes once, whatever the
 * clock does afterwards. Salts are destroyed after the close is durable, and again if a crash came between.
 */
export async function closeDueDays(parts: CloseParts): Promise<readonly string[]> {
  const closed: string[] = [];
  for (let due = await findDueDay(parts); due; due = await findDueDay(parts)) {
    if (await closeDay(parts, due)) closed.push(due.day);
  }
  const last = await parts.days.findLast();
  if (last) await parts.salts.destroyThrough(last.day);
  return closed;
}

interface DueDay {
  readonly day: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly previousHash: string;
}

async function findDueDay({ days, zone, clock }: CloseParts): Promise<DueDay | undefined> {
  const last = await days.findLast();
  const from = last?.endsAt ?? (await days.firstBookedHour());
  if (from === undefined) return undefined;
  const day = dayIn(from, zone());
  const { start, end } = dayBounds(day, zone());
  const isDue = clock() >= end + countingRules.closeAfterMinutes.value * minuteMs;
  // After the paper moved to another zone the day begins where the last one ended, so no hour is closed twice.
  return isDue
    ? { day, startsAt: last?.endsAt ?? start, endsAt: end, previousHash: last?.hash ?? '' }
    : undefined;
}

async function closeDay(parts: CloseParts, due: DueDay): Promise<boolean> {
  const content = await parts.days.contentOf(due.day, due.startsAt, due.endsAt);
  const lines = content.lines.map((line) =>
    sealLine(line, Buffer.from(parts.random(lineSaltBytes)).toString('hex')),
  );
  const record: DayRecord = {
    v: 1,
    day: due.day,
    zone: parts.zone(),
    startsAt: due.startsAt,
    endsAt: due.endsAt,
    closedAt: parts.clock(),
    rulesVersions: content.rulesVersions,
    totals: totalsOf(content.lines),
    siteReaders: { estimate: estimateOf(content.sketch), standardError: sketchError },
    lines: lines.length,
    linesDigest: linesDigestOf(lines.map(({ digest }) => digest)),
    previousHash: due.previousHash,
    keyId: parts.signer.keyId,
    publicKey: parts.signer.publicKey,
  };
  return parts.days.close(signed(record, parts.signer), lines, record.closedAt);
}

function signed(record: DayRecord, signer: DaySigner): ClosedRecord {
  const text = JSON.stringify(record);
  const hash = recordHash(text);
  const { day, startsAt, endsAt } = record;
  return { day, startsAt, endsAt, record: text, hash, signature: signer.sign(hash) };
}
