import { type RawBuilder, sql } from 'kysely';

/**
 * Many rows as one parameter: `json_each` stands in both databases and takes an object in both, so an insert of any
 * number of rows is one statement text that stays prepared. Compiling thousands of placeholders would cost more time
 * than the insert. Columns are read with `value ->> 0`, and cast where they are numbers.
 */
export const jsonRows = (rows: readonly (readonly (string | number | null)[])[]): RawBuilder<unknown> =>
  sql`json_each(${JSON.stringify({ ...rows })})`;

export const textAt = (index: number): RawBuilder<string> => sql<string>`value ->> ${sql.raw(String(index))}`;

export const numberAt = (index: number): RawBuilder<number> =>
  sql<number>`cast(value ->> ${sql.raw(String(index))} as bigint)`;
