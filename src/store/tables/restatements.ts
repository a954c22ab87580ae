import { sql } from 'kysely';
import type { RestatementStore } from '../../audience/ledger/restatement.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import { standingStories } from './standing-stories.js';

export const restatementStore = ({
  write,
  scan,
  dialect,
}: Pick<Databases, 'write' | 'scan' | 'dialect'>): RestatementStore => ({
  async *viewsByStory(since) {
    const stories = await scan
      .selectFrom('events')
      .select('story_id')
      .distinct()
      .where('hour_starts_at', '>=', since)
      .where('kind', '=', 'view')
      .orderBy('story_id')
      .execute();
    for (const { story_id: storyId } of stories) {
      const views = await scan
        .selectFrom('events')
        .select(['reader_key as readerKey', 'occurred_at as occurredAt', 'class', 'browser', 'network'])
        .where('story_id', '=', storyId)
        .where('hour_starts_at', '>=', since)
        .where('kind', '=', 'view')
        .orderBy('seq')
        .execute();
      yield { storyId, views };
    }
  },

  keep: ({ id, madeAt, rulesVersion, reason, startsAt, endsAt }, counts) =>
    write.transaction().execute(async (transaction) => {
      await dialect.lockErasures(transaction, 'shared');
      await transaction
        .insertInto('restatements')
        .values({
          id,
          made_at: madeAt,
          rules_version: rulesVersion,
          reason,
          starts_at: startsAt,
          ends_at: endsAt,
        })
        .execute();
      const standing = await standingStories(
        transaction,
        counts.map(({ storyId }) => storyId),
      );
      const rows = counts
        .filter(({ storyId }) => standing.has(storyId))
        .map(({ storyId, viewsBefore, viewsAfter }) => [storyId, viewsBefore, viewsAfter]);
      await sql`
        insert into restated_counts (restatement_id, story_id, views_before, views_after)
        select cast(${id} as text), ${textAt(0)}, ${numberAt(1)}, ${numberAt(2)}
        from ${jsonRows(rows)}`.execute(transaction);
      await writeChange(transaction, { dialect }, madeAt, ['ledger']);
    }),
});
