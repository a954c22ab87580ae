import type { Transaction } from 'kysely';
import type { Story } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';

interface Picture {
  readonly id: string;
  readonly hash: string;
}

/** The kept pictures that a story or any of its revisions shows or showed. */
export async function picturesOfStory(
  trx: Transaction<Schema>,
  { id }: Pick<Story, 'id'>,
): Promise<readonly Picture[]> {
  const revisions = await trx.selectFrom('revisions').select('content').where('story_id', '=', id).execute();
  const shown = await trx.selectFrom('story_pictures').select('hash').where('story_id', '=', id).execute();
  const text = revisions.map(({ content }) => content).join('\n');
  const hashes = new Set([...shown.map(({ hash }) => hash), ...namesIn(text, /\/media\/([0-9a-f]{64})\//g)]);
  const ids = new Set(namesIn(text, /"mediaId":"([^"]+)"/g));
  if (hashes.size + ids.size === 0) return [];
  return trx
    .selectFrom('media')
    .select(['id', 'hash'])
    .where(({ or, eb }) =>
      or([
        ...(hashes.size > 0 ? [eb('hash', 'in', [...hashes])] : []),
        ...(ids.size > 0 ? [eb('id', 'in', [...ids])] : []),
      ]),
    )
    .execute();
}

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

/** After the story is gone: forgets those of its pictures that no story and no revision names any more. */
export async function forgetPictures(
  trx: Transaction<Schema>,
  pictures: readonly Picture[],
): Promise<readonly string[]> {
  const forgotten: string[] = [];
  for (const picture of pictures) {
    if (await isNamed(trx, picture)) continue;
    await trx.deleteFrom('media').where('id', '=', picture.id).execute();
    forgotten.push(picture.hash);
  }
  return forgotten;
}

async function isNamed(trx: Transaction<Schema>, { id, hash }: Picture): Promise<boolean> {
  const shown = await trx
    .selectFrom('story_pictures')
    .select('story_id')
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (shown) return true;
  // An older revision, or the undo of an import, may bring it back.
  const revision = await trx
    .selectFrom('revisions')
    .select('story_id')
    .where(({ or, eb }) => or([eb('content', 'like', `%${hash}%`), eb('content', 'like', `%${id}%`)]))
    .limit(1)
    .executeTakeFirst();
  if (revision) return true;
  const imported = await trx
    .selectFrom('import_items')
    .select('run_id')
    .where(({ or, eb }) => or([eb('before', 'like', `%${hash}%`), eb('before', 'like', `%${id}%`)]))
    .limit(1)
    .executeTakeFirst();
  return imported !== undefined;
}
