import { decodeVector, type StoryVector } from '../../discovery/recommendation/story-vector.js';
import type {
  StoredRelated,
  StoredRelatedList,
  StoredRelatedRow,
} from '../../discovery/related/stored-related.js';
import type { Databases } from '../databases.js';
import { relatedChoicesOf } from './related-choices.js';

/** Related lists as their job left them, under what editors pinned; two keyed reads. */
export class RelatedTable implements StoredRelated {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async of(storyId: string): Promise<StoredRelatedList> {
    const row = await this.#databases.read
      .selectFrom('related')
      .select('list')
      .where('story_id', '=', storyId)
      .executeTakeFirst();
    const made = row === undefined ? [] : (JSON.parse(row.list) as StoredRelatedRow[]);
    // The list is made again after each choice; until it has been, the old one must not say otherwise.
    const { pinned, excluded } = await relatedChoicesOf(this.#databases.read, storyId);
    const chosen = new Set<string>([...pinned, ...excluded]);
    const rows = [
      ...pinned.map((id): StoredRelatedRow => ({ storyId: id, reason: { kind: 'pinned' } })),
      ...made.filter((entry) => !chosen.has(entry.storyId)),
    ];
    return { rows, excluded };
  }

  async clusterHeads(storyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (storyIds.length === 0) return new Map();
    const rows = await this.#databases.read
      .selectFrom('analyses')
      .select(['story_id', 'cluster_head'])
      .where('story_id', 'in', storyIds)
      .where('cluster_head', 'is not', null)
      .execute();
    return new Map(rows.map(({ story_id, cluster_head }) => [story_id, cluster_head!]));
  }

  /** The first published story of those that are copies of one another; undefined where it stands alone or was not analysed. */
  async firstCopy(storyId: string): Promise<string | undefined> {
    const head = (await this.clusterHeads([storyId])).get(storyId);
    return head === storyId ? undefined : head;
  }

  /** Hashed terms of the stories; without those that were not analysed. */
  async vectorsOf(storyIds: readonly string[]): Promise<ReadonlyMap<string, StoryVector>> {
    if (storyIds.length === 0) return new Map();
    const rows = await this.#databases.read
      .selectFrom('analyses')
      .select(['story_id', 'vector'])
      .where('story_id', 'in', storyIds)
      .execute();
    return new Map(
      rows.flatMap(({ story_id, vector }) => {
        const decoded = decodeVector(vector);
        return decoded ? [[story_id, decoded] as const] : [];
      }),
    );
  }
}
