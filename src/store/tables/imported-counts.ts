import type { Kysely, Transaction } from 'kysely';
import type { ImportedCount, KeptImportedCount } from '../../audience/ledger/imported-count.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { standingStories } from './standing-stories.js';

type Kept = Pick<Schema['imported_counts'], 'views' | 'until_day' | 'brought_at'>;

/** A system's number as it was brought, and what stood in its place; null where there was none. */
export interface CountChange {
  readonly system: string;
  readonly brought: Kept;
  readonly before: Kept | null;
}

/** Keeps what a system counted of a story, in the place of what it said before. Undefined if it said the same. */
async function keepImportedCount(
  trx: Transaction<Schema>,
  storyId: string,
  { system, views, untilDay }: ImportedCount,
  now: number,
): Promise<CountChange | undefined> {
  const before = await keptCount(trx, storyId, system);
  if (before?.views === views && before.until_day === untilDay) return undefined;
  const brought = { views, until_day: untilDay, brought_at: now };
  await trx
    .insertInto('imported_counts')
    .values({ story_id: storyId, system, ...brought })
    .onConflict((conflict) => conflict.columns(['story_id', 'system']).doUpdateSet(brought))
    .execute();
  return { system, brought, before: before ?? null };
}

const keptCount = (trx: Transaction<Schema>, storyId: string, system: string): Promise<Kept | undefined> =>
  trx
    .selectFrom('imported_counts')
    .select(['views', 'until_day', 'brought_at'])
    .where('story_id', '=', storyId)
    .where('system', '=', system)
    .executeTakeFirst();

/** Of an item that comes in, told anew though its text has not changed. Adds the tags of what has to be made again. */
export async function keepCountOf(
  trx: Transaction<Schema>,
  storyId: string,
  { otherCount }: { readonly otherCount?: ImportedCount },
  now: number,
  tags: Set<string>,
): Promise<CountChange | undefined> {
  const change = otherCount && (await keepImportedCount(trx, storyId, otherCount, now));
  if (change) tags.add(countsTag(storyId));
  return change;
}

/** Puts back what stood before, unless another number has come since. Adds the tags of what has to be made again. */
export async function takeBackCount(
  trx: Transaction<Schema>,
  storyId: string,
  { system, brought, before }: CountChange,
  tags: Set<string>,
): Promise<void> {
  const kept = await keptCount(trx, storyId, system);
  const isAsBrought =
    kept?.views === brought.views &&
    kept.until_day === brought.until_day &&
    kept.brought_at === brought.brought_at;
  if (!isAsBrought) return;
  if (before === null)
    await trx
      .deleteFrom('imported_counts')
      .where('story_id', '=', storyId)
      .where('system', '=', system)
      .execute();
  else
    await trx
      .updateTable('imported_counts')
      .set(before)
      .where('story_id', '=', storyId)
      .where('system', '=', system)
      .execute();
  tags.add(countsTag(storyId));
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
    const isNew = (await keepImportedCount(trx, storyId, count, now)) !== undefined;
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
