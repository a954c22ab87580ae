import { searchAnalysisVersion } from '../../discovery/search/search-tokens.js';
import type { ReindexStore } from '../../jobs/reindex-search.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import type { Databases } from '../databases.js';
import { indexedTokens, keepIndexed } from './search-index.js';
import { findStoryById } from './stories.js';

/** The rows of the search index that another version made, and how they are made anew. */
export class SearchReindexTable implements ReindexStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async outdated(limit: number): Promise<readonly string[]> {
    // Two ranges of the index: "not equal" would read it from end to end, and there are a million rows.
    const rows = await this.#databases.write
      .selectFrom('search_versions')
      .select('story_id')
      .where(({ eb, or }) =>
        or([
          eb('analysis_version', '<', searchAnalysisVersion),
          eb('analysis_version', '>', searchAnalysisVersion),
        ]),
      )
      .limit(limit)
      .execute();
    return rows.map(({ story_id }) => story_id);
  }

  async reindex(storyIds: readonly string[]): Promise<void> {
    const { write, scan, dialect } = this.#databases;
    const read = await Promise.all(storyIds.map((id) => findStoryById(scan, id as StoryId)));
    const analysed = new Map(
      read.flatMap((story) =>
        story === undefined ? [] : [[story.id, { version: story.version, tokens: indexedTokens(story) }]],
      ),
    );
    if (analysed.size === 0) return;
    await write.transaction().execute(async (trx) => {
      // Locked where there are row locks, so that no save commits between this look at the version and our tokens.
      const rows = await trx
        .selectFrom('stories')
        .select(['id', 'number', 'version'])
        .where('id', 'in', [...analysed.keys()])
        .modifyEnd(dialect.skipLocked)
        .execute();
      for (const { id, number, version } of rows) {
        const story = analysed.get(id as StoryId);
        if (story?.version === version)
          await keepIndexed(trx, dialect, { id: id as StoryId, number, ...story.tokens });
      }
    });
  }
}
