import type { Transaction } from 'kysely';
import type {
  ChoiceAudit,
  RelatedChoice,
  RelatedChoiceStore,
  RelatedChoices,
} from '../../newsroom/related/related-choice-store.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { askForRelated } from './relate-jobs.js';

export class RelatedChoiceTable implements RelatedChoiceStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  of(storyId: StoryId): Promise<RelatedChoices> {
    return relatedChoicesOf(this.#databases.read, storyId);
  }

  async choose(storyId: StoryId, other: StoryId, choice: RelatedChoice, audit: ChoiceAudit): Promise<void> {
    const row = { choice, chosen_at: audit.at };
    await this.#databases.write.transaction().execute(async (trx) => {
      await trx
        .insertInto('related_choices')
        .values({ story_id: storyId, other_id: other, ...row })
        .onConflict((conflict) => conflict.columns(['story_id', 'other_id']).doUpdateSet(row))
        .execute();
      await this.#tell(trx, `related-${choice}`, storyId, other, audit);
    });
  }

  async undo(storyId: StoryId, other: StoryId, audit: ChoiceAudit): Promise<void> {
    await this.#databases.write.transaction().execute(async (trx) => {
      const taken = await trx
        .deleteFrom('related_choices')
        .where('story_id', '=', storyId)
        .where('other_id', '=', other)
        .returning('choice')
        .executeTakeFirst();
      if (taken !== undefined) await this.#tell(trx, 'related-undo', storyId, other, audit);
    });
  }

  async #tell(
    trx: Transaction<Schema>,
    act: string,
    subject: StoryId,
    detail: StoryId,
    audit: ChoiceAudit,
  ): Promise<void> {
    await trx
      .insertInto('audit')
      .values({ ...audit, act, subject, detail })
      .execute();
    await askForRelated(trx, subject, audit.at);
    await writeChange(trx, this.#databases, audit.at, [`story:${subject}`]);
  }
}

/** Read by the page of the story and by the job that makes its list. */
export async function relatedChoicesOf(
  connection: Databases['read'],
  storyId: string,
): Promise<RelatedChoices> {
  const rows = await connection
    .selectFrom('related_choices')
    .select(['other_id', 'choice'])
    .where('story_id', '=', storyId)
    .orderBy('chosen_at')
    .orderBy('other_id')
    .execute();
  const chosen = (choice: RelatedChoice) =>
    rows.filter((row) => row.choice === choice).map((row) => row.other_id as StoryId);
  return { pinned: chosen('pin'), excluded: chosen('exclude') };
}
