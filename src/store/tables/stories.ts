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
    const rows = await this.#databases.scan
      .selectFrom('stories')
      .leftJoin('sections', 'sections.id', 'stories.section_id')
      .leftJoin('analyses', 'analyses.story_id', 'stories.id')
      .leftJoin('stories as heads', (join) =>
        join.onRef('heads.id', '=', 'cluster_head').onRef('heads.id', '!=', 'stories.id'),
      )
      .select([
        'stories.id',
        'stories.status',
        'stories.headline',
        'stories.language',
        'stories.saved_at',
        'stories.first_published_at',
        'stories.scheduled_for',
        'stories.path',
        'sections.name as section_name',
        'heads.id as head_id',
        'heads.first_published_at as head_published_at',
      ])
      .where('stories.id', 'in', this.#listed(filter, limit))
      .orderBy('stories.saved_at', 'desc')
      .orderBy('stories.id')
      .execute();
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
      ...(row.head_id === null ? {} : { copyOf: headOf(row.head_id, row.head_published_at) }),
    }));
  }

  /** Which stories a page of the list shows; asks only for columns that the index holds, never for a whole row. */
  #listed({ status, words, before }: StoryFilter, limit: number) {
    let query = this.#databases.scan
      .selectFrom('stories')
      .select('id')
      .orderBy('saved_at', 'desc')
      .orderBy('id')
      .limit(limit);
    if (status) query = query.where('status', '=', status);
    if (words) query = query.where(holdsWords(words));
    if (before) {
      query = query
        .where('saved_at', '<=', before.savedAt)
        .where(({ or, eb }) => or([eb('saved_at', '<', before.savedAt), eb('id', '>', before.id)]));
    }
    return query;
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

const headOf = (id: string, publishedAt: number | null): NonNullable<StoryLine['copyOf']> => ({
  id: id as StoryId,
  ...(publishedAt === null ? {} : { firstPublishedAt: publishedAt }),
});

/** As typed and in lower case: SQLite's lower() knows ASCII alone, and "École" shall find "École". */
function holdsWords(words: string) {
  const [typed, lower] = [words, words.toLowerCase()].map((each) => `%${each.replace(/[%_\\]/g, '\\$&')}%`);
  return sql<boolean>`(lower(headline) like ${lower} escape '\\' or lower(slugline) like ${lower} escape '\\'
    or headline like ${typed} escape '\\' or slugline like ${typed} escape '\\')`;
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
