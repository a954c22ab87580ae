import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../src/exchange/import-store.js';
import { type RunningSite, runProgram, spawnProgram, startSite } from '../support/app.js';

/** Promise 5, on a feed of which every tenth item has some fault. */
const itemCount = 3000;

const item = (n: number): string => {
  if (n % 50 === 0) return `<item><guid>tide-${n}</guid></item>`;
  const date = n % 10 === 0 ? 'the day before the fair' : `Thu, 12 Mar 2026 0${n % 10}:30:00 +0100`;
  return `<item><guid>tide-${n}</guid><title>Tide table number ${n}</title><pubDate>${date}</pubDate>
    <description>High water at Fenmouth was ${n} centimetres above the mark on the quay.</description></item>`;
};
const feedOf = (count: number) =>
  `<rss version="2.0"><channel><title>Tides</title>${Array.from({ length: count }, (_, n) => item(n)).join('\n')}</channel></rss>`;

let site: RunningSite;
let file: string;
let runId: string;

beforeAll(async () => {
  site = await startSite();
  file = join(site.folder, 'imports', 'tides.xml');
  writeFileSync(file, feedOf(itemCount));
}, 120_000);
afterAll(() => site?.stop());

const arguments_ = () => ['import', file, '--as', 'published', '--json'];
const environment = () => ({ BROADSHEET_FOLDER: site.folder, BROADSHEET_LOG_LEVEL: 'error' });

async function importAll(): Promise<ImportReport> {
  const run = await runProgram(arguments_(), environment());
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  return (JSON.parse(run.stdout.trim().split('\n').at(-1)!) as { report: ImportReport }).report;
}

const sumOf = ({ outcomes }: ImportReport) => Object.values(outcomes).reduce((sum, count) => sum + count, 0);
const countOf = (table: string) => site.query<{ n: number }>(`select count(*) as n from ${table}`)[0]!.n;

/** All that a second run must leave as it is. */
const digest = () =>
  ['stories', 'revisions', 'paths', 'listings', 'corrections', 'story_topics'].map((table) => {
    const rows = site.query(`select * from ${table} order by 1, 2, 3`);
    return [table, rows.length, createHash('sha256').update(JSON.stringify(rows)).digest('hex')];
  });

describe('an import', () => {
  it('that is killed goes on where it was, and its report adds up', async () => {
    const child = spawnProgram(arguments_(), environment());
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let lastFound = 0;
    for await (const line of createInterface({ input: child.stdout! })) {
      lastFound = (JSON.parse(line) as { progress?: { found: number } }).progress?.found ?? lastFound;
      if (lastFound >= 300) break;
    }
    child.kill('SIGKILL');
    await ended;
    const half = countOf('stories');
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(itemCount);

    const report = await importAll();
    runId = report.runId;
    expect(report).toMatchObject({ status: 'finished', found: itemCount });
    expect(sumOf(report)).toBe(itemCount);
    expect(countOf('stories')).toBe(report.outcomes.added);
    expect(countOf('(select distinct source_item_id from stories)')).toBe(countOf('stories'));
    expect(countOf(`import_items where run_id = '${runId}'`)).toBe(itemCount);
  }, 300_000);

  it('says of each item that did not come in why, and where it stands', async () => {
    const run = await site.command('import', 'report', runId, '--json');
    const { report } = JSON.parse(run.stdout) as { report: ImportReport };
    const { skipped, failed, added } = report.outcomes;
    expect(added).toBeGreaterThanOrEqual(itemCount - itemCount / 50);
    expect(report.reasons.reduce((sum, { count }) => sum + count, 0)).toBe(skipped + failed);
    for (const { reason, place } of report.reasons) expect([reason, place]).not.toContain('');
  }, 60_000);

  it('invents no date', () => {
    const undated = site.query<{ n: number }>(
      'select count(*) as n from stories where source_published_at is null',
    )[0]!.n;
    const wrong = site.query(
      'select headline from stories where source_published_at is not null and cast(substr(source_item_id, 6) as integer) % 10 = 0',
    );
    expect(wrong).toEqual([]);
    expect(undated).toBeGreaterThanOrEqual((itemCount / 10) * 0.8);
  });

  it('changes nothing when it is run again', async () => {
    const before = digest();
    const report = await importAll();
    expect(report).toMatchObject({ found: itemCount, outcomes: { added: 0, updated: 0, failed: 0 } });
    expect(sumOf(report)).toBe(itemCount);
    expect(digest()).toEqual(before);
  }, 300_000);

  it('taken back leaves only what somebody here has edited since', async () => {
    const [edited] = site.query<{ id: string }>(
      "select id from stories where headline = 'Tide table number 7'",
    );
    await site.command('story', 'edit', edited!.id, '--headline', 'Tide table number 7, mended');
    const undo = await site.command('import', 'undo', runId, '--json');
    expect(undo.exitCode).toBe(0);
    const { removed, kept } = JSON.parse(undo.stdout) as { removed: number; kept: string[] };
    expect(kept).toHaveLength(1);
    expect(site.query('select headline from stories')).toEqual([{ headline: 'Tide table number 7, mended' }]);
    expect(removed).toBe(countOf(`import_items where run_id = '${runId}' and outcome = 'added'`) - 1);
    expect(countOf('search_index')).toBe(1);
    const [gone] = site.query<{ path: string }>('select path from paths where erased_at is not null limit 1');
    expect((await site.get(encodeURI(gone!.path))).status).toBe(410);
  }, 300_000);

  it('of what cannot be opened, or stands in a private network, is refused and leaves no run', async () => {
    const before = countOf('import_runs');
    for (const [input, reason] of [
      [join(site.folder, 'nothing.xml'), 'is not there'],
      [`${site.origin}/feed.rss`, 'which is not public (loopback)'],
    ] as const) {
      const run = await site.command('import', input);
      expect(run.exitCode).not.toBe(0);
      expect(run.stderr).toContain(reason);
    }
    expect(countOf('import_runs')).toBe(before);
  }, 60_000);

  it('takes two pages of one name for two stories, and one page for one, however it is named', async () => {
    const folder = join(site.folder, 'imports', 'saved');
    const copy = (what: string) =>
      `<p>The council of Fenmouth said on Tuesday that the ${what} would open again in June, four weeks late.</p>`;
    for (const what of ['bridge', 'ferry']) {
      mkdirSync(join(folder, what), { recursive: true });
      const text = `<!doctype html><html><body><h1>The ${what} is late</h1>${copy(what).repeat(3)}</body></html>`;
      writeFileSync(join(folder, what, 'index.html'), text);
    }
    const outcomesOf = async (...path: string[]) => {
      const run = await site.command('import', join(folder, ...path), '--json');
      return (JSON.parse(run.stdout.trim().split('\n').at(-1)!) as { report: ImportReport }).report.outcomes;
    };
    expect(await outcomesOf('bridge', 'index.html')).toMatchObject({ added: 1 });
    expect(await outcomesOf('ferry', 'index.html')).toMatchObject({ added: 1 });
    expect(await outcomesOf()).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    expect(await outcomesOf('bridge')).toMatchObject({ unchanged: 1 });
  }, 120_000);
});
