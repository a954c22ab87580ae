import type { Transaction } from 'kysely';
import { Problem } from '../../base/problem.js';
import type { StoredRelatedRow } from '../../discovery/related/stored-related.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import type { Erased, Erasure, StoryEraser } from '../../newsroom/stories/story-eraser.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { rememberErasedSource, rememberErasedWords } from './erased-sources.js';
import { askToFinishErasure } from './erasure-jobs.js';
import { forgetPictures, picturesOfStory } from './picture-erasure.js';
import { findStoryById } from './stories.js';
import { eraseStory } from './story-erasure.js';

/**
 * Erasure for good: all that tells of the story in one transaction, which also asks for the rest (jobs/finish-erasures.ts).
 * The undo of an import shares its first half, and keeps what this one also removes.
 */
export class StoryEraserTable implements StoryEraser {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  erase(id: StoryId, erasure: Erasure): Promise<Erased> {
    const { write, dialect } = this.#databases;
    return dialect.deletingForGood(write, () =>
      write.transaction().execute(async (trx) => {
        await dialect.lockErasures(trx, 'alone');
        return eraseWholly(trx, this.#databases, id, erasure);
      }),
    );
  }
}

async function eraseWholly(
  trx: Transaction<Schema>,
  databases: Databases,
  id: StoryId,
  { at, ground, actor }: Erasure,
): Promise<Erased> {
  const story = await findStoryById(trx, id);
  if (story === undefined) throw new Problem('not_found', `There is no story with the id ${id}.`);
  const pictures = await picturesOfStory(trx, story);
  const erased = await eraseStory(trx, databases.dialect, story, at, ground);
  await rememberErasedWords(trx, id, at);
  await forgetImports(trx, id);
  await leaveRelatedLists(trx, id);
  await trx
    .updateTable('stories')
    .set({ translation_group: null })
    .where('translation_group', '=', id)
    .execute();
  if (story.source !== null) await rememberErasedSource(trx, story.source, at);
  const pictureHashes = await forgetPictures(trx, pictures);
  for (const hash of pictureHashes) await askToFinishErasure(trx, 'picture', hash, at);
  await askToFinishErasure(trx, 'traces', '', at);
  await trx.deleteFrom('audit').where('subject', '=', id).execute();
  await trx
    .insertInto('audit')
    .values({ id: `${id}/erased`, at, actor, act: 'erase', subject: id, detail: ground })
    .execute();
  await writeChange(trx, databases, at, [...erased.tags, 'ledger']);
  return { paths: erased.paths, pictureHashes };
}

/** A run's report still adds up; what it noted of this story's text and place is gone. */
async function forgetImports(trx: Transaction<Schema>, id: StoryId): Promise<void> {
  await trx
    .updateTable('import_items')
    .set({
      place: 'erased',
      reason: '',
      story_id: null,
      story_version: null,
      before: null,
      words: null,
      count_before: null,
    })
    .where('story_id', '=', id)
    .execute();
}

/** Reasons are words that two stories share: they go with either of them. */
async function leaveRelatedLists(trx: Transaction<Schema>, id: StoryId): Promise<void> {
  const rows = await trx
    .selectFrom('related')
    .select(['story_id', 'list'])
    .where('list', 'like', `%${id}%`)
    .execute();
  for (const { story_id, list } of rows) {
    const left = (JSON.parse(list) as StoredRelatedRow[]).filter(({ storyId }) => storyId !== id);
    await trx
      .updateTable('related')
      .set({ list: JSON.stringify(left) })
      .where('story_id', '=', story_id)
      .execute();
  }
}
