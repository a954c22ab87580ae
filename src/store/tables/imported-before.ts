import type { Transaction } from 'kysely';
import type { ImportedItem } from '../../exchange/imported-item.js';
import { wordsOfPage } from '../../exchange/page/page-identity.js';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';
import { findStoryById, findStoryBySource } from './stories.js';

export interface ImportedBefore {
  readonly story: Story;
  /** It came from another file, with the very same words: a copy, or the same file after its folder was moved. */
  readonly isCopy: boolean;
}

/**
 * The story that an earlier run made of this item: by its identity at the source, and for a page without an address
 * also by its place as versions before named it, and by its words. `place` is the item's name in this run.
 */
export async function findImportedBefore(
  trx: Transaction<Schema>,
  item: ImportedItem,
  place: string,
): Promise<ImportedBefore | undefined> {
  const story = await findStoryBySource(trx, item.source);
  if (story !== undefined) return { story, isCopy: false };
  const words = wordsOfPage(item);
  if (words === undefined) return undefined;
  const copy = await findByWords(trx, words);
  if (copy !== undefined) return { story: copy, isCopy: true };
  const named = await findByOldName(trx, item, place);
  return named && { story: named, isCopy: false };
}

/** The words that a story came with last: the file of an earlier text may have become another story since. */
async function findByWords(trx: Transaction<Schema>, words: string): Promise<Story | undefined> {
  const line = await trx
    .selectFrom('import_items')
    .innerJoin('stories', 'stories.id', 'import_items.story_id')
    .select('stories.id')
    .where('words', '=', words)
    .orderBy('run_id', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (line === undefined) return undefined;
  const last = await trx
    .selectFrom('import_items')
    .select('words')
    .where('story_id', '=', line.id)
    .where('words', 'is not', null)
    .orderBy('run_id', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return last.words === words ? findStoryById(trx, line.id as StoryId) : undefined;
}

/**
 * Before 0004 a page was known by its name in the run. That name is believed only where headline, copy or date agree:
 * it may be another folder's page of the same name.
 */
async function findByOldName(
  trx: Transaction<Schema>,
  item: ImportedItem,
  place: string,
): Promise<Story | undefined> {
  const story = await findStoryBySource(trx, { ...item.source, itemId: place });
  const agrees =
    story !== undefined &&
    (story.headline === item.headline ||
      story.body === item.body ||
      (item.publishedAt !== undefined && story.sourcePublishedAt === item.publishedAt.instant));
  return agrees ? story : undefined;
}

/** True when somebody here changed the story's words after it came in; publishing it as it came is no such change. */
export async function isEditedHere(trx: Transaction<Schema>, storyId: string): Promise<boolean> {
  const edit = await trx
    .selectFrom('revisions')
    .select('version')
    .where('story_id', '=', storyId)
    .where('act', 'in', ['edit', 'update', 'correct'])
    .limit(1)
    .executeTakeFirst();
  return edit !== undefined;
}
