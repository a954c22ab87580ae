import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { browserProgram } from '../support/browser.js';
import { type CountingSite, clearAudience, openCountingSite } from '../support/counting.js';
import { launchReaderBrowser } from '../support/reader-browser.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** A story's page as far as the scripts care: token, lists, reaction. Longer than a screen, so that it scrolls. */
const storyPage = (token: string, slate: string) => `<!doctype html><html lang="en"><title>Story</title><body>
<section data-list="ranking" data-edition="7">
<a href="/next" data-story="story-2" data-position="1">Next</a>
</section>
<div style="height: 3000px"></div>
<section data-list="related" data-edition="7"><a href="/next" data-story="story-3" data-position="1">Far below</a></section>
<form method="post" action="/api/v1/reactions" data-reaction>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="storyId" value="story-1">
<button><span data-reaction-label>Worth reading</span></button></form>
<script type="application/json" id="story-data">${JSON.stringify({ storyId: 'story-1', token, edition: 7, slate })}</script>
<noscript><img src="/api/v1/pixel?token=${token}" alt=""></noscript>
<script type="module" src="/beacon.js"></script><script type="module" src="/reaction.js"></script></body></html>`;

describe.skipIf('unavailable' in browserProgram)('the scripts of a story’s page, in a browser', () => {
  let site: CountingSite;
  let browser: Browser;
  let folder: string;
  let address = '';
  let server: ReturnType<typeof serve>;
  const clock = setInterval(() => {
    if (site) site.time.now = Date.now();
  }, 20);

  beforeAll(async () => {
    folder = makeTempFolder();
    site = await openCountingSite(folder, Date.now(), () => [address]);
    const scripts = await build({
      entryPoints: ['client/beacon.ts', 'client/reaction.ts'],
      bundle: true,
      minify: true,
      format: 'esm',
      outdir: folder,
    });
    expect(scripts.errors).toEqual([]);
    const app = new Hono()
      .get('/story', (context) => {
        const token = site.token();
        const places = [
          { list: 'ranking', position: 1, storyId: 'story-2', propensity: 1 },
          { list: 'related', position: 1, storyId: 'story-3', propensity: 1 },
        ] as const;
        return context.html(storyPage(token, site.slate(token, { edition: 7, places })));
      })
      .get('/next', (context) => context.html('<!doctype html><title>Next</title>'))
      .get('/:script{.+\\.js}', (context) =>
        context.body(readFileSync(join(folder, context.req.param('script')), 'utf8'), 200, {
          'content-type': 'text/javascript',
        }),
      )
      .route('/', site.app);
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) => {
        address = `http://127.0.0.1:${info.port}`;
        resolve();
      });
    });
    browser = await launchReaderBrowser();
  });
  afterAll(async () => {
    clearInterval(clock);
    await browser?.close();
    server?.close();
    await site.close();
    removeFolder(folder);
  });
  beforeEach(() => clearAudience(site.databases));

  const counted = () => countedStories(site.databases.scan, () => site.time.now).countedStory('story-1');
  /** Classes that hold views. A page of the test before may still say that it was left, which adds a row of none. */
  const classes = async () =>
    Object.fromEntries(Object.entries((await counted()).totals).filter(([, views]) => views > 0));
  const lists = () => audienceNumbers(site.databases).listCounts(0);
  const newReader = (options = {}) => browser.newContext(options);
  const openStory = async (page: Page, path = '/story') => {
    const acknowledged = page.waitForResponse(
      (answer) => answer.url().endsWith('/events') && answer.status() === 202,
    );
    await page.goto(address + path);
    await acknowledged;
  };

  it('send one view after a second, a leave, and what was seen and followed', async () => {
    const context = await newReader();
    const page = await context.newPage();
    await openStory(page);
    expect(await classes()).toEqual({ valid: 1 });
    await page.waitForTimeout(1300);
    await page.click('text=Next');
    await page.waitForURL('**/next');
    await expect.poll(lists).toEqual([{ list: 'ranking', position: 1, impressions: 1, clicks: 1 }]);
    const events = await site.databases.read.selectFrom('events').selectAll().orderBy('seq').execute();
    expect(events.map(({ kind }) => kind)).toEqual(['view', 'impression', 'click', 'leave']);
    expect(events.at(-1)).toMatchObject({ class: 'valid', dwell_seconds: expect.any(Number) });
    expect(events.at(-1)!.dwell_seconds).toBeGreaterThan(0);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await context.close();
  });

  it('send nothing for a page that was left within a second', async () => {
    const context = await newReader();
    const page = await context.newPage();
    await page.goto(`${address}/story`);
    await page.goto(`${address}/next`);
    await page.waitForTimeout(1500);
    expect(await classes()).toEqual({});
    await context.close();
  });

  it('have a reload called a repeat, and a driven browser a bot', async () => {
    const context = await newReader();
    const page = await context.newPage();
    await openStory(page);
    await openStory(page);
    expect(await classes()).toEqual({ valid: 1, repeat: 1 });
    await context.close();
    const driven = await newReader();
    await driven.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => true }));
    await openStory(await driven.newPage());
    expect(await classes()).toMatchObject({ valid: 1, bot: 1 });
    await driven.close();
  });

  it('count the view alone under Global Privacy Control', async () => {
    const context = await newReader();
    await context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true }),
    );
    const page = await context.newPage();
    await openStory(page);
    await page.waitForTimeout(1300);
    await page.click('text=Next');
    await page.waitForURL('**/next');
    await page.waitForTimeout(300);
    expect(await lists()).toEqual([]);
    expect(await classes()).toEqual({ valid: 1 });
    await context.close();
  });

  it('give a reaction and take it back, remembering only the receipt', async () => {
    const context = await newReader();
    const page = await context.newPage();
    await openStory(page);
    const button = page.locator('form[data-reaction] button');
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    expect((await counted()).reactions).toBe(1);
    await page.reload();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    expect((await counted()).reactions).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await context.close();
  });

  it('are not needed: the pixel counts apart, the form answers with a page', async () => {
    const context = await newReader({ javaScriptEnabled: false });
    const page = await context.newPage();
    const pixel = page.waitForResponse('**/pixel*');
    await page.goto(`${address}/story`);
    await pixel;
    await expect.poll(async () => (await counted()).withoutScript).toBe(1);
    await page.click('form button');
    await page.waitForSelector('text=Your reaction is counted');
    expect(await counted()).toMatchObject({ reactions: 1, totals: { valid: 0 } });
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.waitForSelector('h1:has-text("Taken back")');
    expect((await counted()).reactions).toBe(0);
    await context.close();
  });
});
