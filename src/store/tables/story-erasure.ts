import type { Transaction } from 'kysely';
import type { Story } from '../../newsroom/stories/story.js';
import type { StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';
import { askToFinishErasure } from './erasure-jobs.js';
import { relist } from './listings.js';
import { askForRelated } from './relate-jobs.js';
import { tagsOfSave } from './story-tags.js';

export interface ErasedStory {
  readonly paths: readonly string[];
  /** Tags of the pages that change. */
  readonly tags: readonly string[];
}

/**
 * Removes a story from everything but its addresses, which answer 410 from now on. Everything that hangs on the row
 * (revisions, corrections, lists, analyses, search) goes with it; its numbers go by a job, which this asks for. The caller
 * holds `lockErasures`.
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
  await trx.deleteFrom('stories').where('id', '=', story.id).execute();
  // The process that makes Related lists holds the story's words in memory until a job says that it is gone.
  await askForRelated(trx, story.id, now);
  await askToFinishErasure(trx, 'numbers', story.id, now);
  const paths = rows.map(({ path }) => path);
  return { paths, tags: tagsOfSave(story, story, scopes, paths) };
}
