import { afterAll, beforeAll, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { searchAnalysisVersion } from '../../src/discovery/search/search-tokens.js';
import { SearchReindexer } from '../../src/jobs/reindex-search.js';
import { newStory } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { SearchTable } from '../../src/store/tables/search-index.js';
import { SearchReindexTable } from '../../src/store/tables/search-reindex.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
const clock = () => noon;
const count = 50;

onBothDatabases('an index that another version made', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  beforeAll(async () => {
    databases = await openFresh();
    for (let n = 0; n < count; n += 1) {
      const story = {
        ...newStory({ headline: `Ferry ${n} returns`, body: '<p>At noon.</p>' }, { clock, ids }),
        status: 'published',
        firstPublishedAt: noon + n,
      } as const;
      await stories().save({ story, act: 'publish', actor: 'test', at: noon, wantedPath: `/2026/05/${n}` });
    }
    await indexAsOld('1/icu-60', 'gone');
  });
  afterAll(() => databases.close());

  const stories = () => new StoryTable(databases);
  const store = () => new SearchReindexTable(databases);
  const allRows = () => databases.write.selectFrom('stories').select(['id', 'number']).execute();
  /** As a version would have left it whose analysis made one token of everything. */
  async function indexAsOld(version: string, token: string): Promise<void> {
    const rows = await allRows();
    await databases.write.transaction().execute(async (trx) => {
      for (const { number } of rows) await databases.dialect.indexStory(trx, number, [token], []);
      await trx.updateTable('search_versions').set({ analysis_version: version }).execute();
    });
  }
  const hits = async (query: string) => {
    const search = new SearchTable(databases, new PublishedStoryTable(databases, () => 'UTC'));
    const found = await search.search({
      query,
      language: 'en',
      order: 'newest',
      page: 1,
      pageSize: 2 * count,
    });
    return found.hits.length;
  };
  const outdated = async () => (await store().outdated(2 * count)).length;

  it('is left alone by who does not hold the lease', async () => {
    expect(await new SearchReindexer({ store: store(), holdsLease: async () => false }).work()).toBe(false);
    expect(await outdated()).toBe(count);
  });

  it('is made anew where another process ended half-way', async () => {
    let batches = 0;
    const ended = new Error('the process ended');
    const half = new SearchReindexer({
      store: {
        outdated: (limit) => store().outdated(limit),
        reindex: async (some) => {
          batches += 1;
          if (batches === 2) throw ended;
          await store().reindex(some);
        },
      },
      holdsLease: async () => true,
    });
    await expect(half.work()).rejects.toBe(ended);
    const rest = await outdated();
    expect([rest > 0, rest < count]).toEqual([true, true]);
    expect(await hits('ferries')).toBe(count - rest);

    const read: string[] = [];
    const next = new SearchReindexer({
      store: {
        outdated: (limit) => store().outdated(limit),
        reindex: async (some) => {
          read.push(...some);
          await store().reindex(some);
        },
      },
      holdsLease: async () => true,
    });
    expect(await next.work()).toBe(true);
    expect(new Set(read).size).toBe(rest);
    expect([await outdated(), await hits('ferries')]).toEqual([0, count]);
    const versions = await databases.write
      .selectFrom('search_versions')
      .select('analysis_version')
      .distinct()
      .execute();
    expect(versions).toEqual([{ analysis_version: searchAnalysisVersion }]);
  });

  it('of a newer version is made anew as well, and a save in the midst is not overwritten', async () => {
    await indexAsOld('9/icu-99', 'gone');
    const some = await store().outdated(5);
    const edited = await stories().find(some[0] as never);
    const beside = store().reindex(some);
    const saved = await stories().save({
      story: { ...edited!, headline: 'Lighthouse sold' },
      act: 'edit',
      actor: 'test',
      at: noon,
      wantedPath: '',
    });
    await beside;
    expect(saved.ok).toBe(true);
    expect(await hits('lighthouse')).toBe(1);
    expect(await new SearchReindexer({ store: store(), holdsLease: async () => true }).work()).toBe(true);
    expect([await hits('lighthouse'), await hits('ferry'), await outdated()]).toEqual([1, count - 1, 0]);
  });
});
