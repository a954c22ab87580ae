import type { Transaction } from 'kysely';
import type { FrontAudit, FrontStore } from '../../newsroom/front/front-store.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

const place = 'lead';
/** The tag of the front, as site/cache-tags.ts has it. */
const changed = ['front'] as const;

export class FrontPlaceTable implements FrontStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async lead(): Promise<StoryId | undefined> {
    const row = await this.#databases.read
      .selectFrom('front_places')
      .select('story_id')
      .where('place', '=', place)
      .executeTakeFirst();
    return row?.story_id as StoryId | undefined;
  }

  pinLead(storyId: StoryId, audit: FrontAudit): Promise<boolean> {
    return this.#databases.write.transaction().execute(async (trx) => {
      // A look that waits for a withdrawal under way, and that a later one waits for, where there are row locks.
      const story = await trx
        .updateTable('stories')
        .set(({ ref }) => ({ version: ref('version') }))
        .where('id', '=', storyId)
        .where('status', '=', 'published')
        .returning('id')
        .executeTakeFirst();
      if (story === undefined) return false;
      const row = { story_id: storyId, pinned_at: audit.at };
      await trx
        .insertInto('front_places')
        .values({ place, ...row })
        .onConflict((conflict) => conflict.column('place').doUpdateSet(row))
        .execute();
      await this.#tell(trx, 'front-lead', storyId, audit);
      return true;
    });
  }

  async unpinLead(storyId: StoryId, audit: FrontAudit): Promise<void> {
    await this.#databases.write.transaction().execute(async (trx) => {
      const taken = await trx
        .deleteFrom('front_places')
        .where('place', '=', place)
        .where('story_id', '=', storyId)
        .returning('place')
        .executeTakeFirst();
      if (taken !== undefined) await this.#tell(trx, 'front-unlead', storyId, audit);
    });
  }

  async #tell(trx: Transaction<Schema>, act: string, subject: StoryId, audit: FrontAudit): Promise<void> {
    await trx
      .insertInto('audit')
      .values({ ...audit, act, subject, detail: '' })
      .execute();
    await writeChange(trx, this.#databases, audit.at, changed);
  }
}

/** Called by the save that takes a story from readers: published again later, it does not come back as the lead. */
export async function leaveFront(trx: Transaction<Schema>, storyId: StoryId): Promise<void> {
  await trx.deleteFrom('front_places').where('story_id', '=', storyId).execute();
}
