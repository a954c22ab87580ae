import type { Transaction } from 'kysely';
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
    .updateTable('closed_lines')
    .set({ story_id: null, salt: null, line: null })
    .where('story_id', '=', storyId)
    .execute();
}
