import { type Kysely, sql, type Transaction } from 'kysely';
import { accepted, type Result } from '../../base/result.js';
import type {
  ContributorId,
  Credit,
  Story,
  StoryId,
  StorySource,
  StoryStatus,
} from '../../newsroom/stories/story.js';
import type { StoryFilter, StoryLine, StoryStore, StoryWrite } from '../../newsroom/stories/story-store.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { storyOfRow } from './story-rows.js';
import { saveStory } from './story-save.js';

/** Stories as the newsroom keeps them, on either database. */
export class StoryTable implements StoryStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  find(id: StoryId): Promise<Story | undefined> {
    return findStory(this.#databases.read, (query) => query.where('id', '=', id));
  }

  async findByPath(path: string): Promise<Story | undefined> {
    const row = await this.#databases.read
      .selectFrom('paths')
      .select('story_id')
      .where('path', '=', path)
      .executeTakeFirst();
    return row?.story_id ? this.find(row.story_id as StoryId) : undefined;
  }

  findBySource(source: Pick<StorySource, 'kind' | 'publisher' | 'itemId'>): Promise<Story | undefined> {
    return findStoryBySource(this.#databases.read, source);
  }

  save(write: StoryWrite): Promise<Result<Story, 'edit-conflict'>> {
    return this.#databases.write.transaction().execute(async (trx) => {
      const saved = await saveStory(trx, this.#databases, write);
      if (saved.ok) await writeChange(trx, this.#databases, write.at, saved.value.tags);
      return saved.ok ? accepted(saved.value.after) : saved;
    });
  }

  async list(filter: StoryFilter, limit: number): Promise<readonly StoryLine[]> {
    let query = this.#databases.scan
      .selectFrom('stories')
      .leftJoin('sections', 'sections.id', 'stories.section_id')
      .select([
        'stories.id',
        'status',
        'headline',
        'language',
        'saved_at',
        'first_published_at',
        'scheduled_for',
        'stories.path',
        'sections.name as section_name',
      ])
      .orderBy('saved_at', 'desc')
      .orderBy('stories.id')
      .limit(limit);
    const { status, words, before } = filter;
    if (status) query = query.where('status', '=', status);
    if (words) {
      const pattern = `%${words.toLowerCase().replace(/[%_\\]/g, '\\$&')}%`;
      query = query.where(
        sql<boolean>`(lower(headline) like ${pattern} escape '\\' or lower(slugline) like ${pattern} escape '\\')`,
      );
    }
    if (before) {
      query = query.where(({ or, and, eb }) =>
        or([
          eb('saved_at', '<', before.savedAt),
          and([eb('saved_at', '=', before.savedAt), eb('stories.id', '>', before.id)]),
        ]),
      );
    }
    const rows = await query.execute();
    return rows.map((row) => ({
      id: row.id as StoryId,
      status: row.status as StoryStatus,
      headline: row.headline,
      language: row.language,
      sectionName: row.section_name ?? '',
      savedAt: row.saved_at,
      path: row.path,
      ...(row.first_published_at === null ? {} : { firstPublishedAt: row.first_published_at }),
      ...(row.scheduled_for === null ? {} : { scheduledFor: row.scheduled_for }),
    }));
  }

  async due(now: number, limit: number): Promise<readonly StoryId[]> {
    const rows = await this.#databases.read
      .selectFrom('stories')
      .select('id')
      .where('status', '=', 'scheduled')
      .where('scheduled_for', '<=', now)
      .orderBy('scheduled_for')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id as StoryId);
  }
}

type Reader = Kysely<Schema> | Transaction<Schema>;
type StoryQuery = ReturnType<typeof selectStory>;
const selectStory = (database: Reader) => database.selectFrom('stories').selectAll();

async function findStory(
  database: Reader,
  narrow: (query: StoryQuery) => StoryQuery,
): Promise<Story | undefined> {
  const row = await narrow(selectStory(database)).executeTakeFirst();
  if (row === undefined) return undefined;
  const credits = await database
    .selectFrom('story_contributors')
    .select(['contributor_id', 'role'])
    .where('story_id', '=', row.id)
    .orderBy('position')
    .execute();
  const topics = await database
    .selectFrom('story_topics')
    .select('name')
    .where('story_id', '=', row.id)
    .orderBy('position')
    .execute();
  return storyOfRow(
    row,
    credits.map(
      ({ contributor_id, role }): Credit => ({ contributorId: contributor_id as ContributorId, role }),
    ),
    topics.map(({ name }) => name),
  );
}

export const findStoryById = (database: Reader, id: StoryId) =>
  findStory(database, (query) => query.where('id', '=', id));

export function findStoryBySource(
  database: Reader,
  { kind, publisher, itemId }: Pick<StorySource, 'kind' | 'publisher' | 'itemId'>,
) {
  return findStory(database, (query) =>
    query
      .where('source_kind', '=', kind)
      .where('source_publisher', '=', publisher)
      .where('source_item_id', '=', itemId),
  );
}
