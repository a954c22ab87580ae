import { decodeVector, type StoryVector } from '../../discovery/recommendation/story-vector.js';
import type { StoredRelated, StoredRelatedRow } from '../../discovery/related/stored-related.js';
import type { Databases } from '../databases.js';

/** Related lists as their job left them; one keyed read. */
export class RelatedTable implements StoredRelated {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async of(storyId: string): Promise<readonly StoredRelatedRow[]> {
    const row = await this.#databases.read
      .selectFrom('related')
      .select('list')
      .where('story_id', '=', storyId)
      .executeTakeFirst();
    return row === undefined ? [] : (JSON.parse(row.list) as StoredRelatedRow[]);
  }

  /** The story's hashed terms; an empty vector until it has been analysed. */
  async vectorOf(storyId: string): Promise<StoryVector> {
    const row = await this.#databases.read
      .selectFrom('analyses')
      .select('vector')
      .where('story_id', '=', storyId)
      .executeTakeFirst();
    return decodeVector(row?.vector) ?? { buckets: [], weights: [] };
  }
}
