import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { StorySource } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';

type SourceKey = Pick<StorySource, 'kind' | 'publisher' | 'itemId'>;

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
