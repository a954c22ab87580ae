import type { Transaction } from 'kysely';
import type { Story } from '../../newsroom/stories/story.js';
import type { StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';
import { eraseFromAudience } from './audience-erasure.js';
import { relist } from './listings.js';
import { tagsOfSave } from './story-tags.js';

/**
 * Removes a story from everything but its addresses, which answer 410 from now on. Everything that hangs on the row
 * (revisions, corrections, lists, analyses, search) goes with it. Returns the tags of the pages that change.
 */
export async function eraseStory(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  story: Story,
  now: number,
): Promise<string[]> {
  const scopes = await relist(trx, { ...story, status: 'withdrawn' });
  const paths = await trx
    .updateTable('paths')
    .set({ story_id: null, erased_at: now })
    .where('story_id', '=', story.id)
    .returning('path')
    .execute();
  const { number } = await trx
    .selectFrom('stories')
    .select('number')
    .where('id', '=', story.id)
    .executeTakeFirstOrThrow();
  await dialect.unindexStory(trx, number);
  await trx.deleteFrom('jobs').where('subject', '=', story.id).execute();
  await eraseFromAudience(trx, story.id);
  await trx.deleteFrom('public_counts').where('story_id', '=', story.id).execute();
  await trx.deleteFrom('stories').where('id', '=', story.id).execute();
  return tagsOfSave(
    story,
    story,
    scopes,
    paths.map(({ path }) => path),
  );
}
