import { type Kysely, sql } from 'kysely';
import type { ReaderTouch, Touch } from '../../audience/ledger/ledger-store.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';
import { namesIn } from './standing-stories.js';

/** Rows go in by ascending key: processes that meet on the same rows lock them in one order. */
export const ascending = (a: string, b: string): number => (a < b ? -1 : 1);

/** By the number that stands for it: the statement that notes a reader is the one that tells, whoever else is at it. */
const storedTouches: readonly Touch[] = ['another', 'repeat', 'first'];

export async function touchReaders(
  database: Kysely<Schema>,
  touches: readonly ReaderTouch[],
  repeatWindowMs: number,
): Promise<ReadonlyMap<string, Touch>> {
  const rows = touches
    .map(({ readerKey, storyId, day, kind, seenAt }) => [readerKey, storyId, day, kind, seenAt] as const)
    .sort(([a], [b]) => ascending(a, b));
  const isRepeat = sql`excluded.seen_at - readers.seen_at < ${sql.lit(repeatWindowMs)}`;
  const { rows: touched } = await sql<{ reader_key: string; is_repeat: number }>`
    insert into readers (reader_key, story_id, day, kind, seen_at, is_repeat, dwell_seconds)
    select ${textAt(0)}, ${textAt(1)}, ${textAt(2)}, ${textAt(3)}, ${numberAt(4)}, ${sql.lit(storedTouches.indexOf('first'))}, 0
    from ${jsonRows(rows)} where true
    on conflict (reader_key) do update set
      is_repeat = case when ${isRepeat} then ${sql.lit(storedTouches.indexOf('repeat'))} else ${sql.lit(storedTouches.indexOf('another'))} end,
      dwell_seconds = case when ${isRepeat} then readers.dwell_seconds else 0 end,
      seen_at = case when excluded.seen_at > readers.seen_at then excluded.seen_at else readers.seen_at end
    returning reader_key, is_repeat`.execute(database);
  return new Map(touched.map(({ reader_key, is_repeat }) => [reader_key, storedTouches[is_repeat]!]));
}

export async function addDwell(
  database: Kysely<Schema>,
  seconds: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const rows = [...seconds].sort(([a], [b]) => ascending(a, b));
  const { rows: dwelt } = await sql<{ reader_key: string; dwell_seconds: number }>`
    update readers set dwell_seconds = readers.dwell_seconds + added.seconds
    from (select ${textAt(0)} as added_key, ${numberAt(1)} as seconds from ${jsonRows(rows)}) as added
    where reader_key = added_key
    returning reader_key, dwell_seconds`.execute(database);
  return new Map(dwelt.map(({ reader_key, dwell_seconds }) => [reader_key, Number(dwell_seconds)]));
}

export async function viewers(
  database: Kysely<Schema>,
  readerKeys: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('readers')
    .select('reader_key')
    .where(sql<boolean>`reader_key in ${namesIn([...readerKeys])}`)
    .execute();
  return new Set(rows.map(({ reader_key }) => reader_key));
}
