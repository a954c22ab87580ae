import type { StoryId } from '../../newsroom/stories/story.js';
import type { StoredRelated } from '../../site/pages/edition-lists.js';
import type { RelatedReason } from '../../site/pages/page-lists.js';
import type { Databases } from '../databases.js';

/** Related lists as their job left them; one keyed read. */
export class RelatedTable implements StoredRelated {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async of(
    storyId: StoryId,
  ): Promise<readonly { readonly storyId: StoryId; readonly reason: RelatedReason }[]> {
    const row = await this.#databases.read
      .selectFrom('related')
      .select('list')
      .where('story_id', '=', storyId)
      .executeTakeFirst();
    return row === undefined ? [] : (JSON.parse(row.list) as { storyId: StoryId; reason: RelatedReason }[]);
  }
}
