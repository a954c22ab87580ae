import { sql, type Transaction } from 'kysely';
import type { ReactionStore } from '../../audience/reactions/reaction-store.js';
import { rulesVersion } from '../../audience/rules.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { standingStories } from './standing-stories.js';

export const reactionStore = ({ write, dialect }: Pick<Databases, 'write' | 'dialect'>): ReactionStore => ({
  give: ({ storyId, receiptHash, day, readerKey, givenAt, hourStartsAt }) =>
    write.transaction().execute(async (transaction) => {
      await dialect.lockErasures(transaction, 'shared');
      if (!(await stands(transaction, storyId))) return 'no-story';
      // The unique key decides between two that arrive at once.
      const kept = await transaction
        .insertInto('reactions')
        .values({
          receipt_hash: receiptHash,
          story_id: storyId,
          day,
          given_at: givenAt,
          reader_key: readerKey,
        })
        .onConflict((conflict) => conflict.column('reader_key').doNothing())
        .returning('receipt_hash')
        .executeTakeFirst();
      if (!kept) return 'already-given';
      await count(transaction, { storyId, hourStartsAt, at: givenAt, given: 1, taken: 0 });
      return 'kept';
    }),

  takeBack: (receiptHash, hourStartsAt, at) =>
    write.transaction().execute(async (transaction) => {
      await dialect.lockErasures(transaction, 'shared');
      const taken = await transaction
        .deleteFrom('reactions')
        .where('receipt_hash', '=', receiptHash)
        .returning('story_id')
        .executeTakeFirst();
      if (!taken || !(await stands(transaction, taken.story_id))) return undefined;
      await count(transaction, { storyId: taken.story_id, hourStartsAt, at, given: 0, taken: 1 });
      return taken.story_id;
    }),
});

const stands = async (transaction: Transaction<Schema>, storyId: string): Promise<boolean> =>
  (await standingStories(transaction, [storyId])).size > 0;

interface ReactionCount {
  readonly storyId: string;
  readonly hourStartsAt: number;
  readonly at: number;
  readonly given: number;
  readonly taken: number;
}

async function count(transaction: Transaction<Schema>, counted: ReactionCount): Promise<void> {
  const { storyId, hourStartsAt, at, given, taken } = counted;
  await sql`
    insert into tallies (story_id, hour_starts_at, class, reason, rules_version, views, leaves, reads, dwell_seconds,
      scroll_percents, without_script, reactions_given, reactions_taken)
    values (${storyId}, ${hourStartsAt}, 'valid', '', ${rulesVersion}, 0, 0, 0, 0, 0, 0, ${given}, ${taken})
    on conflict (story_id, hour_starts_at, class, reason, rules_version) do update set
      reactions_given = tallies.reactions_given + excluded.reactions_given,
      reactions_taken = tallies.reactions_taken + excluded.reactions_taken`.execute(transaction);
  await sql`
    insert into story_counts (story_id, views, reads, reactions, without_script, changed_at)
    values (${storyId}, 0, 0, ${given - taken}, 0, ${at})
    on conflict (story_id) do update set
      reactions = story_counts.reactions + excluded.reactions,
      changed_at = excluded.changed_at`.execute(transaction);
}
