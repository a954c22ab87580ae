import { sql } from 'kysely';
import { editionWithout } from '../../discovery/edition-erasure.js';
import type { Databases } from '../databases.js';
import { type CountedTable, isOneOf, keysNaming } from './counted-rows.js';
import { erasureJobs } from './erasure-jobs.js';
import { namesIn } from './standing-stories.js';

const byStory = ['story_id'];

const deleted: readonly CountedTable[] = [
  { table: 'events', key: ['seq'], names: byStory },
  { table: 'readers', key: ['reader_key'], names: byStory },
  {
    table: 'tallies',
    key: ['story_id', 'hour_starts_at', 'class', 'reason', 'rules_version'],
    names: byStory,
  },
  { table: 'fine_tallies', key: ['starts_at', 'story_id'], names: byStory },
  { table: 'list_tallies', key: ['hour_starts_at', 'story_id', 'list', 'position'], names: byStory },
  {
    table: 'follow_tallies',
    key: ['from_story_id', 'to_story_id', 'day_starts_at'],
    names: ['from_story_id', 'to_story_id'],
  },
  {
    // Without the propensity: a number of many digits is not the same in every text of it.
    table: 'slate_tallies',
    key: ['starts_at', 'page_id', 'edition', 'list', 'position', 'story_id'],
    names: ['page_id', 'story_id'],
  },
  { table: 'story_counts', key: ['story_id'], names: byStory },
  { table: 'reactions', key: ['receipt_hash'], names: byStory },
  { table: 'restated_counts', key: ['restatement_id', 'story_id'], names: byStory },
  { table: 'imported_counts', key: ['story_id', 'system'], names: byStory },
];

const closedLines: CountedTable = { table: 'closed_lines', key: ['day', 'position'], names: byStory };

/**
 * Removes stories that are gone from everything that was counted. Nothing new is counted of them, since the ledger asks
 * whether a story is there, so it need not be one transaction: rows are looked for in a reader, and deleted by their keys
 * some thousand at a time. The jobs that ask for it stand until all is done.
 */
export async function eraseFromAudience(databases: Databases, storyIds: readonly string[]): Promise<void> {
  for (const counted of deleted)
    for await (const keys of keysNaming(databases, counted, storyIds))
      await sql`delete from ${sql.table(counted.table)} where ${isOneOf(counted.key, keys)}`.execute(
        databases.write,
      );
  // Of closed lines the digests stay; without line and salt nothing can be told from them.
  for await (const keys of keysNaming(databases, closedLines, storyIds))
    await databases.write
      .updateTable('closed_lines')
      .set({ story_id: null, salt: null, line: null })
      .where(isOneOf(closedLines.key, keys))
      .execute();
  for (let isDone = false; !isDone; ) isDone = await leaveMemory(databases, storyIds);
  await leaveEditions(databases, storyIds);
  await databases.write
    .deleteFrom('jobs')
    .where('kind', '=', erasureJobs.numbers)
    .where(sql<boolean>`subject in ${namesIn(storyIds)}`)
    .execute();
}

/**
 * After all else, because a builder at work may have read it before: it finds another revision and is refused, or was
 * faster, and what it kept is removed here and from the Editions. False if one was faster while the memory was read.
 */
async function leaveMemory({ scan, write }: Databases, storyIds: readonly string[]): Promise<boolean> {
  const { revision, ...texts } = await scan
    .selectFrom('edition_memory')
    .select(['revision', 'views', 'slates'])
    .executeTakeFirstOrThrow();
  const views = withoutNames(texts.views, storyIds);
  const slates = withoutNames(texts.slates, storyIds);
  // Its text is long, and seldom names what is erased.
  const changed = {
    ...(views === texts.views ? {} : { views }),
    ...(slates === texts.slates ? {} : { slates }),
  };
  return write.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('edition_memory')
      .set({ revision: revision + 1, ...changed })
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await trx
      .deleteFrom('public_counts')
      .where(sql<boolean>`story_id in ${namesIn(storyIds)}`)
      .execute();
    return true;
  });
}

/** The last Editions are kept for readers' picks. One row at a time: each is long, and is taken apart only if it names a story. */
async function leaveEditions({ scan, write }: Databases, storyIds: readonly string[]): Promise<void> {
  const numbers = await scan.selectFrom('editions').select('number').execute();
  for (const { number } of numbers)
    for (let isDone = false; !isDone; ) isDone = await leaveEdition({ scan, write }, number, storyIds);
}

/** False if another erasure was faster: writing over what it left would bring its stories back. */
async function leaveEdition(
  { scan, write }: Pick<Databases, 'scan' | 'write'>,
  number: number,
  storyIds: readonly string[],
): Promise<boolean> {
  const row = await scan
    .selectFrom('editions')
    .select('content')
    .where('number', '=', number)
    .executeTakeFirst();
  if (row === undefined || row.content.search(anyOf(storyIds)) < 0) return true;
  const { numUpdatedRows } = await write
    .updateTable('editions')
    .set({ content: editionWithout(row.content, new Set(storyIds)) })
    .where('number', '=', number)
    .where('content', '=', row.content)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was summed stays, as of no story. */
const withoutNames = (text: string, storyIds: readonly string[]): string => text.replace(anyOf(storyIds), '');

const anyOf = (storyIds: readonly string[]): RegExp =>
  new RegExp(storyIds.map((id) => id.replace(/[^\w-]/g, '\\$&')).join('|'), 'g');
