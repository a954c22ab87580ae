import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/**
 * Removes a story from everything that was counted, in the erasure's own transaction. Of its closed lines only the
 * digests stay, so the chain still verifies; without line and salt nothing can be told from them.
 */
export async function eraseFromAudience(transaction: Transaction<Schema>, storyId: string): Promise<void> {
  for (const table of [
    'events',
    'readers',
    'tallies',
    'fine_tallies',
    'list_tallies',
    'story_counts',
    'reactions',
    'restated_counts',
  ] as const)
    await transaction.deleteFrom(table).where('story_id', '=', storyId).execute();
  await transaction
    .deleteFrom('follow_tallies')
    .where((where) => where.or([where('from_story_id', '=', storyId), where('to_story_id', '=', storyId)]))
    .execute();
  await transaction
    .deleteFrom('slate_tallies')
    .where((where) => where.or([where('page_id', '=', storyId), where('story_id', '=', storyId)]))
    .execute();
  // What was summed stays, as of no story. The builder sees a revision that is not its own, and lets go of what it holds.
  await sql`update edition_memory set revision = revision + 1,
    views = replace(views, ${storyId}, ''), slates = replace(slates, ${storyId}, '')`.execute(transaction);
  await transaction
    .updateTable('closed_lines')
    .set({ story_id: null, salt: null, line: null })
    .where('story_id', '=', storyId)
    .execute();
}
