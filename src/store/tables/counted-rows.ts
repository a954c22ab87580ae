import { type RawBuilder, sql } from 'kysely';
import type { Databases } from '../databases.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import { namesIn } from './standing-stories.js';

/** A table of what was counted: columns by which a row is found at once, and those that name a story. */
export interface CountedTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly names: readonly string[];
}

/** Values in the order of the table's `key`. */
export type Key = readonly (string | number)[];

/** Rows that one transaction changes: others that want to write wait for some milliseconds. */
export const rowsAtOnce = 2000;

/**
 * Keys of the rows that name one of the stories, in pages and in order. Few of these tables have an index by story,
 * because each would be written with every event; so the search reads all of one, in a reader, where nobody waits for it.
 */
export function keysNaming(
  databases: Pick<Databases, 'scan'>,
  counted: CountedTable,
  storyIds: readonly string[],
): AsyncIterable<readonly Key[]> {
  const isNamed = counted.names.map((column) => sql`${sql.ref(column)} in ${namesIn(storyIds)}`);
  return keysWhere(databases, counted, sql.join(isNamed, sql` or `));
}

/** Keys of the rows of which this is true, in pages and in order. */
export async function* keysWhere(
  { scan }: Pick<Databases, 'scan'>,
  { table, key }: Pick<CountedTable, 'table' | 'key'>,
  condition: RawBuilder<unknown>,
): AsyncIterable<readonly Key[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let after: Key | undefined;
  for (;;) {
    const isNext: RawBuilder<unknown> = after ? sql`(${columns}) > (${sql.join(after)})` : sql`true`;
    const { rows } = await sql<Record<string, string | number>>`
      select ${columns} from ${sql.table(table)} where (${condition}) and ${isNext}
      order by ${columns} limit ${rowsAtOnce}`.execute(scan);
    const found = rows.map((row) => key.map((column) => row[column]!));
    if (found.length > 0) yield found;
    if (found.length < rowsAtOnce) return;
    after = found.at(-1)!;
  }
}

/** Rows of these keys, each found by its key alone. */
export function isOneOf(key: CountedTable['key'], keys: readonly Key[]): RawBuilder<boolean> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const values = sql.join(
    keys[0]!.map((value, index) => (typeof value === 'number' ? numberAt(index) : textAt(index))),
  );
  return sql`(${columns}) in (select ${values} from ${jsonRows(keys)})`;
}
