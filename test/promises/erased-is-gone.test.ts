import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PictureShelf } from '../../src/newsroom/media/picture-shelf.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { MediaTable } from '../../src/store/tables/media.js';
import { type RunningSite, startSite } from '../support/app.js';
import { sendView, tokenOf } from '../support/many-readers.js';

let site: RunningSite;
let story: Story;
let hash: string;
/** Of a page that stays open in a browser. */
let token: string;

beforeAll(async () => {
  site = await startSite({ env: { BROADSHEET_TRUSTED_HOPS: '1' } });
  const beside = await site.openBeside();
  const media = new MediaTable(beside.databases);
  const shelf = new PictureShelf({
    folder: beside.folder.media,
    media,
    clock: beside.clock,
    ids: beside.ids,
  });
  const picture = await shelf.keep(
    await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
      .png()
      .toBuffer(),
  );
  hash = picture.hash;
  const leadPicture = { mediaId: picture.id, caption: 'A quay', credit: 'Ada', altText: 'A quay' };
  const { id } = await beside.desk.create(
    {
      headline: 'Zemblovar leaves',
      body: '<p>Zemblovar left the quay.</p>',
      topics: ['Zemblovar'],
      leadPicture,
    },
    'test',
  );
  story = await beside.desk.act(id, { kind: 'publish' }, 'test');
  await beside.close();
  await vi.waitFor(async () => expect((await site.get(story.path)).status).toBe(200), { timeout: 10_000 });
  token = await tokenOf(site, story.path);
  expect((await sendView(site, { token, id: 'before-the-erasure-1', address: '81.5.1.1' })).status).toBe(202);
}, 120_000);
afterAll(() => site?.stop());

const picturePath = () => `/media/${hash}/320.webp`;
const exits = () => [
  '/',
  '/feed.rss',
  '/feed.atom',
  '/feed.json',
  '/sitemap.xml',
  '/search?q=Zemblovar',
  '/corrections',
];

it('refuses to erase without a ground, and changes nothing', async () => {
  expect((await site.command('erase', story.path)).exitCode).not.toBe(0);
  expect((await site.command('erase', story.path, '--ground', ' ')).exitCode).not.toBe(0);
  expect((await site.get(story.path)).status).toBe(200);
  expect((await site.get(picturePath())).status).toBe(200);
}, 60_000);

it('leaves an erased story at no exit, its address tells when and why, and the ledger holds', async () => {
  const erased = await site.command('erase', story.path, '--ground', 'Court order 12/26');
  expect(erased.stderr).toBe('');
  expect(erased.exitCode).toBe(0);
  await vi.waitFor(async () => expect((await site.get(story.path)).status).toBe(410), { timeout: 10_000 });
  const page = await (await site.get(story.path)).text();
  expect(page).toContain('Court order 12/26');
  expect(page).not.toContain('left the quay');
  expect((await site.get(`/counted${story.path}`)).status).toBe(410);
  const counts = await site.get(`/api/v1/stories${story.path}/counts`);
  expect(counts.status).toBe(410);
  expect(await counts.json()).toMatchObject({ code: 'gone', ground: 'Court order 12/26' });
  expect((await site.get('/topic/zemblovar')).status).toBe(404);
  for (const path of exits()) {
    const text = (await (await site.get(path)).text())
      .replaceAll('value="Zemblovar"', '')
      .replace(/“.*?”/g, '');
    expect(text.replace(/<title>.*?<\/title>/, ''), path).not.toContain('Zemblovar');
  }
  expect((await site.get(picturePath())).status).toBe(404);
  const shelf = join(site.folder, 'media', hash.slice(0, 2));
  expect(existsSync(shelf) ? readdirSync(shelf).filter((name) => name.startsWith(hash)) : []).toEqual([]);
  expect((await site.command('ledger', 'verify')).exitCode).toBe(0);
  expect((await site.command('recount')).stdout).toContain('All agree.');
}, 120_000);

it('gets no number from a page that is still open', async () => {
  expect((await sendView(site, { token, id: 'after-the-erasure-1', address: '81.5.1.2' })).status).toBe(202);
  const rows = site.query<{ story_id: string }>(`select story_id from tallies where reason = 'no-story'`);
  expect(rows).toEqual([{ story_id: '' }]);
  for (const table of ['tallies', 'events', 'story_counts', 'readers'])
    expect(site.query(`select story_id from ${table} where story_id = '${story.id}'`)).toEqual([]);
}, 60_000);

it('is not brought back by an import of another source, nor its address given to another story', async () => {
  const file = join(site.folder, 'imports', 'feed.xml');
  writeFileSync(
    file,
    `<rss version="2.0"><channel><title>T</title><item><guid>other</guid><title>Zemblovar leaves</title>
     <description>Another one.</description></item></channel></rss>`,
  );
  expect((await site.command('import', file, '--as', 'published')).exitCode).toBe(0);
  const [row] = site.query<{ path: string }>(`select path from stories where headline = 'Zemblovar leaves'`);
  expect(row!.path).toBe(`${story.path}-2`);
  expect((await site.get(story.path)).status).toBe(410);
}, 60_000);
