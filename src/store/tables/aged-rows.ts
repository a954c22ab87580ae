import { type Kysely, sql } from 'kysely';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { isOneOf, type Key, keysWhere, rowsAtOnce } from './counted-rows.js';

/**
 * Evidence lies in the order of its arrival and has no index by hour, which would be written with every event: the oldest
 * rows are looked at, some thousand at a time, and no further than to the first that is young.
 */
export async function pruneEvidence(write: Kysely<Schema>, before: number): Promise<void> {
  let [first, end] = [await oldest(write), 0];
  while (first !== undefined && first >= end) {
    end = first + rowsAtOnce;
    await write.deleteFrom('events').where('seq', '<', end).where('hour_starts_at', '<', before).execute();
    first = await oldest(write);
  }
}

async function oldest(write: Kysely<Schema>): Promise<number | undefined> {
  const { seq } = await write
    .selectFrom('events')
    .select(({ fn }) => fn.min('seq').as('seq'))
    .executeTakeFirstOrThrow();
  return seq === null ? undefined : Number(seq);
}

interface AgedTable {
  readonly table: 'events' | 'follow_tallies';
  readonly key: readonly string[];
  /** The column that says of when a row is. */
  readonly startsAt: string;
}

/** Looks for rows of before this instant in a reader, where nobody waits for it, and deletes them by their keys. */
export async function sweep(
  databases: Pick<Databases, 'scan' | 'write'>,
  { table, key, startsAt }: AgedTable,
  before: number,
  beforeDeleting: (keys: readonly Key[]) => Promise<void> = async () => {},
): Promise<void> {
  for await (const keys of keysWhere(databases, { table, key }, sql`${sql.ref(startsAt)} < ${before}`)) {
    await beforeDeleting(keys);
    await sql`delete from ${sql.table(table)} where ${isOneOf(key, keys)}`.execute(databases.write);
  }
}
