import { type Kysely, type RawBuilder, sql } from 'kysely';
import { jsonRows, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';

/**
 * Those of the ids that name a story. A page that is still open somewhere reports for a story that was erased since; its
 * numbers must not come back under its id. Whoever writes by the answer holds `lockErasures` until its commit.
 */
export async function standingStories(
  database: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await database
    .selectFrom('stories')
    .select('id')
    .where(sql<boolean>`stories.id in ${namesIn(ids)}`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A list of any length as one parameter, so that the statement stays prepared. */
export const namesIn = (ids: readonly string[]): RawBuilder<unknown> =>
  sql`(select ${textAt(0)} from ${jsonRows(ids.map((id) => [id]))})`;
