import type { Transaction } from 'kysely';
import type { PublicCount } from '../../discovery/edition.js';
import type { StoredRelatedRow } from '../../discovery/related/stored-related.js';
import type { EditionStore, KeptMemory, MemoryToKeep, StoryForPool } from '../../jobs/edition-store.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

/** Pages in shared caches and readers' picks may still name an Edition of the last hours. */
const editionsKept = 200;

export class EditionTable implements EditionStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async latest() {
    const row = await this.#databases.read
      .selectFrom('editions')
      .selectAll()
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && { number: row.number, builtAt: row.built_at, content: row.content };
  }

  async contentOf(number: number): Promise<string | undefined> {
    const row = await this.#databases.read
      .selectFrom('editions')
      .select('content')
      .where('number', '=', number)
      .executeTakeFirst();
    return row?.content;
  }

  async candidates(
    since: number,
    limit: number,
    alsoIds: readonly string[],
  ): Promise<readonly StoryForPool[]> {
    const fresh = await selectForPool(this.#databases)
      .innerJoin('listings', 'listings.story_id', 'stories.id')
      .where('listings.scope', '=', 'site')
      .where('listings.listed_at', '>=', since)
      .orderBy('listings.listed_at', 'desc')
      .limit(limit)
      .execute();
    const known = new Set(fresh.map(({ id }) => id));
    const others = alsoIds.filter((id) => !known.has(id));
    return [...fresh.map(forPool), ...(await this.named(others))];
  }

  async named(ids: readonly string[]): Promise<readonly StoryForPool[]> {
    const named: StoryForPool[] = [];
    for (let from = 0; from < ids.length; from += 500) {
      const rows = await selectForPool(this.#databases)
        .where('stories.id', 'in', ids.slice(from, from + 500))
        .execute();
      named.push(...rows.map(forPool));
    }
    return named;
  }

  async relatedLists(storyIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredRelatedRow[]>> {
    if (storyIds.length === 0) return new Map();
    const rows = await this.#databases.scan
      .selectFrom('related')
      .select(['story_id', 'list'])
      .where('story_id', 'in', storyIds)
      .execute();
    return new Map(rows.map(({ story_id, list }) => [story_id, JSON.parse(list) as StoredRelatedRow[]]));
  }

  async publicCounts(edition?: number): Promise<ReadonlyMap<string, PublicCount>> {
    let query = this.#databases.scan.selectFrom('public_counts').select(['story_id', 'views', 'reactions']);
    if (edition !== undefined) query = query.where('edition', '=', edition);
    return new Map(
      (await query.execute()).map(({ story_id, views, reactions }) => [story_id, { views, reactions }]),
    );
  }

  async memory(revision: number): Promise<KeptMemory | undefined> {
    return this.#databases.scan
      .selectFrom('edition_memory')
      .select(['revision', 'views', 'slates'])
      .where('revision', '!=', revision)
      .executeTakeFirst();
  }

  async keep(
    {
      number,
      builtAt,
      content,
    }: { readonly number: number; readonly builtAt: number; readonly content: string },
    counts: ReadonlyMap<string, PublicCount>,
    memory: MemoryToKeep,
  ): Promise<boolean> {
    return this.#databases.write.transaction().execute(async (trx) => {
      if (!(await keepMemory(trx, memory))) return false;
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('editions')
        .values({ number, built_at: builtAt, content })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      const rows = [...counts].map(([story_id, { views, reactions }]) => ({
        story_id,
        views,
        reactions,
        edition: number,
      }));
      for (let from = 0; from < rows.length; from += 500) {
        await trx
          .insertInto('public_counts')
          .values(rows.slice(from, from + 500))
          .onConflict((conflict) =>
            conflict.column('story_id').doUpdateSet(({ ref }) => ({
              views: ref('excluded.views'),
              reactions: ref('excluded.reactions'),
              edition: ref('excluded.edition'),
            })),
          )
          .execute();
      }
      await trx
        .deleteFrom('editions')
        .where('number', '<=', number - editionsKept)
        .execute();
      await writeChange(trx, this.#databases, builtAt, ['edition']);
      return true;
    });
  }
}

const selectForPool = ({ scan, dialect }: Databases) =>
  scan
    .selectFrom('stories')
    .leftJoin('sections', 'sections.id', 'stories.section_id')
    .leftJoin('analyses', 'analyses.story_id', 'stories.id')
    .leftJoin('stories as heads', 'heads.id', 'cluster_head')
    .select(['stories.id', 'stories.first_published_at', 'stories.language'])
    .select(['sections.path', 'cluster_head', 'vector', 'heads.first_published_at as head_published_at'])
    .where(dialect.sifted('stories.status'), '=', 'published')
    .where('stories.first_published_at', 'is not', null);

type PoolRow = Awaited<ReturnType<ReturnType<typeof selectForPool>['execute']>>[number];

const forPool = (row: PoolRow): StoryForPool => ({
  facts: {
    storyId: row.id,
    firstPublishedAt: row.first_published_at!,
    sectionPath: row.path ?? '',
    clusterHead: row.cluster_head ?? row.id,
    ...(row.head_published_at !== null && { headPublishedAt: row.head_published_at }),
    language: row.language,
  },
  vector: row.vector ?? undefined,
});

/** False if the memory has another revision by now. Holds its row to the commit in either case: an erasure waits, and comes after. */
async function keepMemory(trx: Transaction<Schema>, { revision, grown }: MemoryToKeep): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('edition_memory')
    .set(grown ? { revision: revision + 1, ...grown } : { revision })
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
