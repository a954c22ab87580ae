import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { searchAnalysisVersion } from '../../src/discovery/search/search-tokens.js';
import { type RunningSite, startSite } from '../support/app.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** A site that starts with another version of the text analysis than the one that made its search index. */
const itemCount = 2000;
const item = (n: number) =>
  `<item><guid>ferry-${n}</guid><title>Ferry number ${n}</title><pubDate>Thu, 12 Mar 2026 09:30:00 GMT</pubDate>
   <description>The ferries of Fenmouth sail again after ${n} days in port, the harbour master said.</description></item>`;

let folder: string;
let site: RunningSite;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await startSite({ folder });
  const file = join(folder, 'imports', 'ferries.xml');
  const items = Array.from({ length: itemCount }, (_, n) => item(n));
  writeFileSync(file, `<rss version="2.0"><channel><title>F</title>${items.join('\n')}</channel></rss>`);
  await site.command('import', file, '--as', 'published');
  await site.stop();
  const database = new Database(join(folder, 'broadsheet.db'));
  database.exec("update search_versions set analysis_version = '1/icu-60'; delete from search_index;");
  database.close();
}, 240_000);
afterAll(async () => {
  await site?.stop();
  removeFolder(folder);
});

const outdated = () =>
  site.query<{ n: number }>(
    'select count(*) as n from search_versions where analysis_version <> ?',
    searchAnalysisVersion,
  )[0]!.n;
const found = async () =>
  [...(await (await site.get('/search?q=ferry')).text()).matchAll(/Ferry number \d+/g)].length;

describe('the search index of another version', () => {
  it('is made anew while the site serves, and goes on after a kill', async () => {
    site = await startSite({ folder });
    await vi.waitFor(() => expect(outdated()).toBeLessThan(itemCount), { timeout: 60_000, interval: 5 });
    expect((await site.get('/')).status).toBe(200);
    await site.kill();
    const rest = outdated();
    expect(rest).toBeGreaterThan(0);

    site = await startSite({ folder });
    // The lease of the process that was killed runs out by itself; it is not waited for here.
    const database = new Database(join(folder, 'broadsheet.db'));
    database.exec("update leases set expires_at = 0 where name = 'search-index'");
    database.close();
    await vi.waitFor(() => expect(outdated()).toBe(0), { timeout: 60_000, interval: 50 });
    expect(await found()).toBeGreaterThan(0);
  }, 240_000);

  it('leaves nothing to do for the next start', async () => {
    await site.stop();
    site = await startSite({ folder });
    expect(outdated()).toBe(0);
    expect(await found()).toBeGreaterThan(0);
  }, 120_000);
});
