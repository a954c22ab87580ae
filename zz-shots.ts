import { mkdtempSync, readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import * as esbuild from 'esbuild';
import sharp from 'sharp';
import { launchBrowser } from './test/support/browser.js';
import { axeViolations } from './test/support/axe.js';
import { openStaffSite, staffPassword } from './test/support/staff-site.js';

const port = 4567;
const site = await openStaffSite(mkdtempSync('/tmp/bs-shot-'), { siteUrl: `http://127.0.0.1:${port}`, zone: 'Europe/Madrid' });
site.time.address = '127.0.0.1';
const css = await esbuild.build({ entryPoints: ['src/site/theme/newsroom.css'], bundle: true, write: false, external: ['/assets/*'] });
const outer = new Hono();
outer.get('/assets/newsroom.css', (c) => c.body(css.outputFiles[0]!.text, 200, { 'content-type': 'text/css' }));
outer.get('/assets/favicon.svg', (c) => c.body(readFileSync('src/site/theme/favicon.svg'), 200, { 'content-type': 'image/svg+xml' }));
outer.get('/assets/sans.woff2', (c) => c.body(readFileSync('node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2'), 200));
outer.get('/assets/serif.woff2', (c) => c.body(readFileSync('node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2'), 200));
outer.route('/', site.app);
const server = serve({ fetch: outer.fetch, port, hostname: '127.0.0.1' });
const section = await site.directory.ensureSection(['Harbour'], site.time.now);
await site.directory.ensureSection(['Harbour', 'Ferries'], site.time.now);
await site.directory.ensureSection(['World'], site.time.now);
const ola = await site.directory.ensureContributor('Ola Brandt');
const heads: [string, string, string][] = [
  ['Port chief steps aside while inspectors read ten years of dredging contracts and the council asks who signed the last of them in January', 'en', 'publish'],
  ['Bridge stuck', 'en', 'publish'], ['عودة الجسر المتحرك إلى العمل بعد ثلاثة أشهر', 'ar', 'publish'], ['平旋桥在关闭三个月后重新开放', 'zh', 'submit'],
  ['Vuelve a abrirse el puente giratorio', 'es', 'spike'], ['Council tax rises by less than feared', 'en', 'schedule'], ['', 'en', ''], ['Hospital ward closes', 'en', 'withdraw'],
];
for (let n = 0; n < 40; n += 1) { site.time.now += 61_000; await site.desk.create({ headline: `Tide table for week ${n + 1}`, body: '<p>x</p>', slugline: 'TIDES' }, 'editor@paper.example'); }
let story: any;
for (const [headline, language, act] of heads) {
  site.time.now += 3_600_000;
  let s = await site.desk.create({ headline, language, direction: language === 'ar' ? 'rtl' : 'ltr', body: '<p>The bridge opened at noon.</p><p>It had been shut since December, when a lorry struck the eastern pier.</p>', sectionId: section, kicker: 'Harbour', standfirst: 'The first boat went through at ten, with the mayor on board and a crowd on both banks.', dateline: 'PORT ALDA, Spain', topics: ['Bridge', 'Port authority'], byline: { kind: 'contributors', credits: [{ contributorId: ola, role: '' }] } }, 'reporter@paper.example');
  if (act === 'publish' || act === 'withdraw') s = await site.desk.act(s.id, { kind: 'publish' }, 'editor@paper.example');
  if (act === 'withdraw') s = await site.desk.act(s.id, { kind: 'withdraw', notice: 'It stays open.' }, 'editor@paper.example');
  if (act === 'submit' || act === 'spike') s = await site.desk.act(s.id, { kind: act }, 'editor@paper.example');
  if (act === 'schedule') s = await site.desk.act(s.id, { kind: 'schedule', at: site.time.now + 86_400_000, local: '2026-03-20T07:30', zone: 'Europe/Madrid' }, 'editor@paper.example');
  if (headline === 'Bridge stuck') story = s;
}
const jpeg = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#9ab' } }).jpeg().toBuffer();
const media = await site.shelf.keep(jpeg);
story = await site.desk.edit(story.id, story.version, { leadPicture: { mediaId: media.id, caption: 'The bridge on Monday.', credit: 'Ola Brandt', altText: 'A swing bridge, half open' } }, 'editor@paper.example');
const draft = await site.desk.create({ headline: 'Ferry returns to the old quay', kicker: 'Harbour', standfirst: 'After two years', body: '<p>It came at noon.</p>', sectionId: section }, 'reporter@paper.example');

const browser = await launchBrowser({ path: '/usr/bin/chromium', version: '' });
const only = process.argv[2];
for (const [scheme, width] of [['light', 1280], ['light', 390], ['dark', 1280]] as const) {
  const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: scheme, javaScriptEnabled: true });
  const page = await context.newPage();
  page.on('console', (m) => { if (m.type() === 'error' && !/40[0-9]/.test(m.text())) console.log(scheme, width, m.text()); });
  const shot = async (name: string, full = false) => {
    const bad = await axeViolations(page);
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    console.log(scheme, width, name, wide ? 'OVERFLOWS' : '', bad.length ? JSON.stringify(bad, null, 1) : 'axe clean');
    await page.screenshot({ path: `/tmp/nr-shots/${name}-${width}-${scheme}.png`, fullPage: full });
  };
  const base = `http://127.0.0.1:${port}`;
  await page.goto(`${base}/newsroom`);
  await shot('sign-in');
  await page.fill('#email', 'editor@paper.example'); await page.fill('#password', 'wrong'); await page.click('button');
  await shot('sign-in-wrong');
  await page.fill('#email', 'editor@paper.example'); await page.fill('#password', staffPassword); await page.click('button');
  await shot('list');
  await page.evaluate('scrollTo(0, 600)'); await page.screenshot({ path: `/tmp/nr-shots/list-scrolled-${width}-${scheme}.png` });
  await page.goto(`${base}/newsroom/stories/${story.id}?did=edit&dropped=script+font`); await shot('editor', width === 390);
  await page.goto(`${base}/newsroom/stories/${draft.id}`); await shot('draft');
  await page.fill('#headline', 'My own headline'); await page.fill('#language', 'xx!');
  await page.click('button[value=save]'); await shot('faults');
  await page.fill('#language', 'en');
  const now = await site.desk.require(draft.id);
  await site.desk.edit(draft.id, now.version, { headline: `Their headline ${width} ${scheme}`, standfirst: 'Their standfirst' }, 'owner@paper.example');
  await page.click('button[value=save]'); await shot('conflict');
  await page.goto(`${base}/newsroom/stories/${story.id}/withdraw`); await shot('withdraw');
  await page.goto(`${base}/newsroom/stories/${story.id}/history`); await shot('history');
  await page.goto(`${base}/newsroom/keys`); await shot('keys');
  await page.goto(`${base}/newsroom/imports`); await shot('imports');
  await page.goto(`${base}/newsroom/stories/new`); await shot('new');
  await context.close();
}
await browser.close();
server.close(); await site.close(); process.exit(0);
