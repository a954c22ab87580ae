import type { Selectable, Transaction } from 'kysely';
import type { Media } from '../../newsroom/media/media.js';
import type { MediaStore } from '../../newsroom/media/media-store.js';
import { picturesInBody } from '../../newsroom/media/pictures-in-body.js';
import type { MediaId, Story } from '../../newsroom/stories/story.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

/** Rows of kept pictures, and which story shows which. */
export class MediaTable implements MediaStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async find(id: MediaId): Promise<Media | undefined> {
    return mediaOfRow(await this.#rows().where('id', '=', id).executeTakeFirst());
  }

  async findByHash(hash: string): Promise<Media | undefined> {
    return mediaOfRow(await this.#rows().where('hash', '=', hash).executeTakeFirst());
  }

  async keep(media: Media, at: number): Promise<Media> {
    await this.#databases.write
      .insertInto('media')
      .values({
        id: media.id,
        hash: media.hash,
        mime_type: media.mimeType,
        width_pixels: media.widthPixels,
        height_pixels: media.heightPixels,
        bytes: media.bytes,
        created_at: at,
      })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    const row = await this.#databases.write
      .selectFrom('media')
      .selectAll()
      .where('hash', '=', media.hash)
      .executeTakeFirstOrThrow();
    return mediaOfRow(row)!;
  }

  async isPublic(hash: string): Promise<boolean> {
    const row = await this.#databases.read
      .selectFrom('story_pictures')
      .innerJoin('stories', 'stories.id', 'story_pictures.story_id')
      .select('stories.id')
      .where('story_pictures.hash', '=', hash)
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  #rows() {
    return this.#databases.read.selectFrom('media').selectAll();
  }
}

/** Writes down which pictures a story shows; part of the story's save. */
export async function relistPictures(
  trx: Transaction<Schema>,
  before: Story | undefined,
  after: Story,
): Promise<void> {
  const isSame =
    before?.leadPicture?.mediaId === after.leadPicture?.mediaId &&
    String(picturesInBody(before?.body ?? '')) === String(picturesInBody(after.body));
  if (isSame) return;
  const hashes = new Set(picturesInBody(after.body));
  if (after.leadPicture !== null) {
    const lead = await trx
      .selectFrom('media')
      .select('hash')
      .where('id', '=', after.leadPicture.mediaId)
      .executeTakeFirst();
    if (lead) hashes.add(lead.hash);
  }
  await trx.deleteFrom('story_pictures').where('story_id', '=', after.id).execute();
  if (hashes.size === 0) return;
  await trx
    .insertInto('story_pictures')
    .values([...hashes].map((hash) => ({ story_id: after.id, hash })))
    .execute();
}

function mediaOfRow(row: Selectable<Schema['media']> | undefined): Media | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id as MediaId,
    hash: row.hash,
    mimeType: row.mime_type,
    widthPixels: row.width_pixels,
    heightPixels: row.height_pixels,
    bytes: row.bytes,
  };
}
