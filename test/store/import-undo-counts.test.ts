import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { openInput } from '../../src/exchange/archive/open-input.js';
import { runImport } from '../../src/exchange/import-run.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { ImportRunTable } from '../../src/store/tables/import-runs.js';
import { bringImportedCount } from '../../src/store/tables/imported-counts.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { onBothDatabases } from '../support/databases.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

let now = Date.UTC(2026, 4, 12, 10);
/** Runs follow each other, and their ids with them. */
const clock = () => ++now;

const exported = (headline: string, views: number) => `<?xml version="1.0"?>
  <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
  <channel><title>Harbour Post</title><link>https://harbour.example</link>
  <pubDate>Tue, 03 Mar 2026 10:00:00 +0000</pubDate><wp:wxr_version>1.2</wp:wxr_version>
  <item><title>${headline}</title><guid>https://harbour.example/?p=1</guid>
  <content:encoded><![CDATA[The ferry came back in June.]]></content:encoded><wp:post_id>1</wp:post_id>
  <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>views</wp:meta_key>
  <wp:meta_value><![CDATA[${views}]]></wp:meta_value></wp:postmeta></item></channel></rss>`;

onBothDatabases('the undo of an import', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  let folder: string;
  beforeEach(async () => {
    databases = await openFresh();
    folder = makeTempFolder();
  });
  afterEach(async () => {
    await databases.close();
    removeFolder(folder);
  });

  const bring = async (headline: string, views: number) => {
    const path = join(folder, 'export.xml');
    writeFileSync(path, exported(headline, views));
    const { runId, outcomes } = await runImport(
      {
        input: path,
        entries: openInput(path),
        options: { as: 'draft', own: false, zone: 'UTC', dryRun: false },
      },
      {
        store: new ImportRunTable(databases, ids),
        clock,
        ids,
        language: 'en',
        ensureSection: () => Promise.reject(new Error('no post here has a section')),
        ensureContributor: () => Promise.reject(new Error('no post here is ours')),
      },
    );
    const [outcome] = Object.entries(outcomes).find(([, count]) => count > 0)!;
    return { runId, outcome };
  };
  const undo = (runId: string) => new ImportRunTable(databases, ids).undo(runId, clock());
  const views = async () =>
    (await databases.write.selectFrom('imported_counts').select(['system', 'views']).execute()).map(
      ({ system, views }) => [system, views],
    );
  const storyId = async () =>
    (await databases.write.selectFrom('stories').select('id').executeTakeFirstOrThrow()).id;

  it('puts back what was counted of a story that the run updated, and when that came', async () => {
    await bring('The ferry', 100);
    const before = await databases.write.selectFrom('imported_counts').selectAll().execute();
    const second = await bring('The ferry is back', 250);
    expect([second.outcome, await views()]).toEqual(['updated', [['WordPress (views)', 250]]]);
    expect(await undo(second.runId)).toMatchObject({ removed: 0, restored: 1 });
    expect(await databases.write.selectFrom('imported_counts').selectAll().execute()).toEqual(before);
  });

  it('puts it back where only the number was new, and tells pages of it', async () => {
    await bring('The ferry', 100);
    const second = await bring('The ferry', 250);
    expect([second.outcome, await views()]).toEqual(['unchanged', [['WordPress (views)', 250]]]);
    const { seq } = await databases.write
      .selectFrom('changes')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow();
    expect(await undo(second.runId)).toEqual({ removed: 0, restored: 0, kept: [] });
    expect(await views()).toEqual([['WordPress (views)', 100]]);
    const told = await databases.write.selectFrom('changes').select('tags').where('seq', '>', seq).execute();
    expect(told.map(({ tags }) => tags).join()).toContain(`counts:${await storyId()}`);
  });

  it('takes a number away where there was none', async () => {
    await bring('The ferry', 0);
    const second = await bring('The ferry is back', 250);
    await undo(second.runId);
    expect(await views()).toEqual([]);
  });

  it('leaves a number that came since, and one of another system', async () => {
    await bring('The ferry', 100);
    const second = await bring('The ferry is back', 250);
    const id = await storyId();
    const count = { views: 300, untilDay: '' };
    await bringImportedCount(databases, id, { ...count, system: 'WordPress (views)' }, clock());
    await bringImportedCount(databases, id, { ...count, system: 'A counter' }, clock());
    await undo(second.runId);
    expect((await views()).sort()).toEqual([
      ['A counter', 300],
      ['WordPress (views)', 300],
    ]);
  });

  it('leaves a story that was edited here with the number that it came with', async () => {
    await bring('The ferry', 100);
    const second = await bring('The ferry is back', 250);
    const stories = new StoryTable(databases);
    const desk = new StoryDesk({ stories, clock, ids, zone: () => 'UTC' });
    const id = (await storyId()) as Parameters<typeof desk.edit>[0];
    await desk.edit(id, (await desk.require(id)).version, { headline: 'The ferry is here' }, 'ada');
    expect((await undo(second.runId)).kept).toHaveLength(1);
    expect(await views()).toEqual([['WordPress (views)', 250]]);
  });

  it('has nothing to put back of a story that was erased', async () => {
    await bring('The ferry', 100);
    const second = await bring('The ferry', 250);
    await new StoryEraserTable(databases).erase((await storyId()) as never, {
      at: clock(),
      ground: 'Order',
      actor: 'test',
    });
    const lines = await databases.write.selectFrom('import_items').select('count_before').execute();
    expect(lines).toEqual([{ count_before: null }, { count_before: null }]);
    expect(await undo(second.runId)).toEqual({ removed: 0, restored: 0, kept: [] });
  });
});
