import { sql } from 'kysely';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import { addUp, type RevisionLine, type StoryHistory } from '../../newsroom/stories/story-history.js';
import type { Databases } from '../databases.js';

export class StoryHistoryTable implements StoryHistory {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async revisions(id: StoryId, limit: number): Promise<readonly RevisionLine[]> {
    const rows = await this.#databases.read
      .selectFrom('revisions')
      .leftJoin('audit', (join) =>
        join.on('audit.id', '=', sql<string>`revisions.story_id || '/' || revisions.version`),
      )
      .select([
        'revisions.version',
        'revisions.act',
        'revisions.actor',
        'revisions.at',
        'is_full',
        'content',
        'detail',
      ])
      .where('story_id', '=', id)
      .orderBy('revisions.version', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ is_full, content, detail, ...line }) => ({
      ...line,
      detail: detail ?? '',
      fields: is_full === 1 ? [] : Object.keys(JSON.parse(content) as object),
    }));
  }

  async contentAt(id: StoryId, version: number): Promise<Partial<Story> | undefined> {
    const upTo = this.#databases.read
      .selectFrom('revisions')
      .where('story_id', '=', id)
      .where('version', '<=', version);
    const { full } = await upTo
      .select(({ fn }) => fn.max('version').as('full'))
      .where('is_full', '=', 1)
      .executeTakeFirstOrThrow();
    if (full === null) return undefined;
    const rows = await upTo
      .select(['version', 'is_full', 'content'])
      .where('version', '>=', full)
      .orderBy('version')
      .execute();
    if (rows.at(-1)?.version !== version) return undefined;
    return addUp(
      rows.map(({ is_full, content }) => ({
        isFull: is_full === 1,
        content: JSON.parse(content) as Record<string, unknown>,
      })),
    );
  }
}
