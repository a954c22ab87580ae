import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { openInput } from '../../src/exchange/archive/open-input.js';
import { runImport } from '../../src/exchange/import-run.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import type { Databases } from '../../src/store/databases.js';
import { ImportRunTable } from '../../src/store/tables/import-runs.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { onBothDatabases } from '../support/databases.js';
import { copy, page } from '../support/saved-page.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const noon = Date.UTC(2026, 4, 12, 10);
let now = noon;
/** Runs follow each other, and their ids with them. */
const clock = () => ++now;

/** What makes a page without an address the story that it was at the last import. */
onBothDatabases('a saved page without an address', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  let folder: string;
  beforeAll(async () => {
    databases = await openFresh();
  });
  afterAll(() => databases.close());
  beforeEach(async () => {
    for (const table of ['import_runs', 'erased_sources'] as const)
      await databases.write.deleteFrom(table).execute();
    for (const table of ['revisions', 'search_versions', 'stories'] as const)
      await databases.write.deleteFrom(table).execute();
    folder = makeTempFolder();
    return () => removeFolder(folder);
  });

  const write = (path: string, headline: string, body = copy) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), page('', `<h1>${headline}</h1>${body}`));
  };
  const bring = async (path: string, piped?: string) => {
    const { outcomes } = await runImport(
      {
        input: path,
        entries:
          piped === undefined
            ? openInput(join(folder, path))
            : openInput('-', Readable.from([Buffer.from(piped)])),
        options: { as: 'draft', own: false, zone: 'UTC', dryRun: false },
      },
      {
        store: new ImportRunTable(databases, ids),
        clock,
        ids,
        language: 'en',
        ensureSection: () => Promise.reject(new Error('no page here has a section')),
        ensureContributor: () => Promise.reject(new Error('no page here is ours')),
      },
    );
    return Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0));
  };
  const headlines = async () =>
    (await databases.write.selectFrom('stories').select('headline').orderBy('headline').execute()).map(
      ({ headline }) => headline,
    );

  it('is another story than a page of the same name in another folder', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    write('site/ferry/index.html', 'Ferry stays in port');
    expect(await bring('site/bridge')).toEqual({ added: 1 });
    expect(await bring('site/ferry/index.html')).toEqual({ added: 1 });
    expect(await headlines()).toEqual(['Bridge opens late', 'Ferry stays in port']);
  });

  it('is one story, by itself, in its folder, in the folder above and through a link', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    write('site/ferry/index.html', 'Ferry stays in port');
    symlinkSync(join(folder, 'site'), join(folder, 'link'));
    expect(await bring('site')).toEqual({ added: 2 });
    expect(await bring('site/bridge/index.html')).toEqual({ unchanged: 1 });
    expect(await bring('site/bridge')).toEqual({ unchanged: 1 });
    expect(await bring('link')).toEqual({ unchanged: 2 });
  });

  it('brings its edits, headline and copy alike', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    await bring('site');
    write('site/bridge/index.html', 'Bridge opens early after all', copy.replace('June', 'May'));
    expect(await bring('site/bridge/index.html')).toEqual({ updated: 1 });
    expect(await bring('site')).toEqual({ unchanged: 1 });
    expect(await headlines()).toEqual(['Bridge opens early after all']);
  });

  it('is known by its words where its folder was moved, copied or piped', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    await bring('site');
    const story = page('', `<h1>Bridge opens late</h1>${copy}`);
    expect(await bring('-', story)).toEqual({ unchanged: 1 });
    write('copy/bridge.html', 'Bridge opens late');
    renameSync(join(folder, 'site'), join(folder, 'moved'));
    expect(await bring('moved')).toEqual({ unchanged: 1 });
    expect(await bring('copy')).toEqual({ unchanged: 1 });
    expect(await headlines()).toEqual(['Bridge opens late']);
  });

  it('is not taken for a story that has other words by now', async () => {
    write('today.html', 'Bridge opens late');
    await bring('today.html');
    write('today.html', 'Ferry stays in port', copy.replace('June', 'May'));
    expect(await bring('today.html')).toEqual({ updated: 1 });
    write('kept/yesterday.html', 'Bridge opens late');
    expect(await bring('kept')).toEqual({ added: 1 });
  });

  it('does not come back once erased, from a copy or from where its folder was moved either', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    write('copy/bridge.html', 'Bridge opens late');
    await bring('site');
    expect(await bring('copy')).toEqual({ unchanged: 1 });
    const { id } = await databases.write.selectFrom('stories').select('id').executeTakeFirstOrThrow();
    const erasure = { at: noon, ground: 'At the wish of the person concerned', actor: 'ada' };
    await new StoryEraserTable(databases).erase(id as StoryId, erasure);
    renameSync(join(folder, 'site'), join(folder, 'moved'));
    expect(await bring('copy')).toEqual({ skipped: 1 });
    expect(await bring('moved')).toEqual({ skipped: 1 });
    expect(await headlines()).toEqual([]);
    const lines = await databases.write.selectFrom('import_items').select('place').execute();
    expect(new Set(lines.map(({ place }) => place))).toEqual(new Set(['erased']));
  });

  it('comes again after its run was taken back', async () => {
    write('today.html', 'Bridge opens late');
    await bring('today.html');
    const [run] = await databases.write.selectFrom('import_runs').select('id').execute();
    await new ImportRunTable(databases, ids).undo(run!.id, noon);
    expect(await bring('today.html')).toEqual({ added: 1 });
  });

  it('that an older version knew by its name is known, unless it is another page', async () => {
    write('site/bridge/index.html', 'Bridge opens late');
    await bring('site');
    await databases.write.updateTable('stories').set({ source_item_id: 'bridge/index.html' }).execute();
    await databases.write.updateTable('import_items').set({ words: null }).execute();
    write('site/bridge/index.html', 'Bridge opens late', copy.replace('June', 'May'));
    write('other/bridge/index.html', 'Ferry stays in port', copy.replaceAll('bridge', 'ferry'));
    expect(await bring('other')).toEqual({ added: 1 });
    expect(await bring('site')).toEqual({ updated: 1 });
    write('site/bridge/index.html', 'Bridge opens early after all');
    expect(await bring('site')).toEqual({ updated: 1 });
  });
});
