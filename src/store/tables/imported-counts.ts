import type { Kysely, Transaction } from 'kysely';
import type { ImportedCount, KeptImportedCount } from '../../audience/ledger/imported-count.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { standingStories } from './standing-stories.js';

/** Keeps what a system counted of a story, in the place of what it said before. False if it said the same. */
async function keepImportedCount(
  trx: Transaction<Schema>,
  storyId: string,
  { system, views, untilDay }: ImportedCount,
  now: number,
): Promise<boolean> {
  const known = await trx
    .selectFrom('imported_counts')
    .select(['views', 'until_day'])
    .where('story_id', '=', storyId)
    .where('system', '=', system)
    .executeTakeFirst();
  if (known?.views === views && known.until_day === untilDay) return false;
  const fields = { views, until_day: untilDay, brought_at: now };
  await trx
    .insertInto('imported_counts')
    .values({ story_id: storyId, system, ...fields })
    .onConflict((conflict) => conflict.columns(['story_id', 'system']).doUpdateSet(fields))
    .execute();
  return true;
}

/** Of an item that comes in, told anew though its text has not changed. Returns the tags of what has to be made again. */
export async function keepCountOf(
  trx: Transaction<Schema>,
  storyId: string,
  { otherCount }: { readonly otherCount?: ImportedCount },
  now: number,
): Promise<readonly string[]> {
  if (otherCount === undefined) return [];
  return (await keepImportedCount(trx, storyId, otherCount, now)) ? [countsTag(storyId)] : [];
}

const countsTag = (storyId: string): string => `counts:${storyId}`;

/** Keeps a count that came by itself, without a story; none of a story that was erased since its address was looked up. */
export const bringImportedCount = (
  databases: Databases,
  storyId: string,
  count: ImportedCount,
  now: number,
): Promise<boolean> =>
  databases.write.transaction().execute(async (trx) => {
    await databases.dialect.lockErasures(trx, 'shared');
    if ((await standingStories(trx, [storyId])).size === 0) return false;
    const isNew = await keepImportedCount(trx, storyId, count, now);
    if (isNew) await writeChange(trx, databases, now, [countsTag(storyId)]);
    return isNew;
  });

export const importedCountsOf = (
  database: Kysely<Schema>,
  storyId: string,
): Promise<readonly KeptImportedCount[]> =>
  database
    .selectFrom('imported_counts')
    .select(['system', 'views', 'until_day as untilDay', 'brought_at as broughtAt'])
    .where('story_id', '=', storyId)
    .orderBy('system')
    .execute();
