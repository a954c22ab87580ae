import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { ImportedItem } from '../../exchange/imported-item.js';
import { wordsOfPage } from '../../exchange/page/page-identity.js';
import type { StoryId, StorySource } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';

type SourceKey = Pick<StorySource, 'publisher' | 'itemId'> & { readonly kind: StorySource['kind'] | 'words' };

/** The words of a page are an identity too: a copy of its file under another name is not another story. */
const wordsKey = (words: string): SourceKey => ({ kind: 'words', publisher: '', itemId: words });

/** All by which an item may be known to have been here: at its source, by its name in earlier versions, by its words. */
export function identitiesOf(item: ImportedItem, place: string): readonly SourceKey[] {
  const words = wordsOfPage(item);
  return words === undefined
    ? [item.source]
    : [item.source, { ...item.source, itemId: place }, wordsKey(words)];
}

/** Remembers the words under which imports brought a story. Called before what they noted of it is forgotten. */
export async function rememberErasedWords(
  trx: Transaction<Schema>,
  storyId: StoryId,
  at: number,
): Promise<void> {
  const lines = await trx
    .selectFrom('import_items')
    .select('words')
    .distinct()
    .where('story_id', '=', storyId)
    .where('words', 'is not', null)
    .execute();
  for (const { words } of lines) await rememberErasedSource(trx, wordsKey(words!), at);
}

/** Names an item of a source without telling it: an address may hold the very name that was to be erased. */
const digestOf = ({ kind, publisher, itemId }: SourceKey): string =>
  createHash('sha256').update([kind, publisher, itemId].join('\n')).digest('hex');

export async function rememberErasedSource(
  trx: Transaction<Schema>,
  source: SourceKey,
  at: number,
): Promise<void> {
  await trx
    .insertInto('erased_sources')
    .values({ digest: digestOf(source), erased_at: at })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}

/** Tells of a source whether its story was erased. Erasures are few, so all are read at once for a batch of items. */
export async function erasedSources(database: Kysely<Schema>): Promise<(source: SourceKey) => boolean> {
  const rows = await database.selectFrom('erased_sources').select('digest').execute();
  const digests = new Set(rows.map(({ digest }) => digest));
  return (source) => digests.size > 0 && digests.has(digestOf(source));
}
