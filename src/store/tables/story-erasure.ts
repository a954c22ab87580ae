import type { Transaction } from 'kysely';
import type { Story } from '../../newsroom/stories/story.js';
import type { StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';
import { eraseFromAudience } from './audience-erasure.js';
import { relist } from './listings.js';
import { tagsOfSave } from './story-tags.js';

export interface ErasedStory {
  readonly paths: readonly string[];
  /** Tags of the pages that change. */
  readonly tags: readonly string[];
}

/**
 * Removes a story from everything but its addresses, which answer 410 from now on. Everything that hangs on the row
 * (revisions, corrections, lists, analyses, search) goes with it.
 */
export async function eraseStory(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  story: Story,
  now: number,
  ground = '',
): Promise<ErasedStory> {
  const scopes = await relist(trx, { ...story, status: 'withdrawn' });
  const rows = await trx
    .updateTable('paths')
    .set({ story_id: null, erased_at: now, erased_ground: ground })
    .where('story_id', '=', story.id)
    .returning('path')
    .execute();
  const { number } = await trx
    .selectFrom('stories')
    .select('number')
    .where('id', '=', story.id)
    .executeTakeFirstOrThrow();
  await dialect.unindexStory(trx, number);
  await eraseFromAudience(trx, story.id);
  await trx.deleteFrom('public_counts').where('story_id', '=', story.id).execute();
  await trx.deleteFrom('stories').where('id', '=', story.id).execute();
  await leaveIndexInMemory(trx, story, now);
  const paths = rows.map(({ path }) => path);
  return { paths, tags: tagsOfSave(story, story, scopes, paths) };
}

/** The process that makes Related lists holds the story's words in memory until a job says that it is gone. */
async function leaveIndexInMemory(trx: Transaction<Schema>, { id }: Story, now: number): Promise<void> {
  const due = { run_at: now, attempts: 0, claimed_until: 0, last_problem: '' };
  await trx
    .insertInto('jobs')
    .values({ kind: 'relate', subject: id, ...due })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(due))
    .execute();
}
