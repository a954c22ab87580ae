import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { browserProgram } from '../support/browser.js';
import { type CountingSite, clearAudience, openCountingSite } from '../support/counting.js';
import { launchReaderBrowser } from '../support/reader-browser.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** A story's page as far as the scripts care: token, lists, reaction. Longer than a screen, so that it scrolls. */
const storyPage = (
  token: string,
  slate: string,
  next = '/next',
) => `<!doctype html><html lang="en"><title>Story</title><body>
<section data-list="ranking" data-edition="7">
<a href="${next}" data-story="story-2" data-position="1">Next</a>
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
  const published = new Map<string, { readonly id: string; readonly next: string }>();
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
    for (const [slug, next] of [
      ['ferry', 'quay'],
      ['quay', 'ferry'],
    ] as const)
      published.set(slug, { id: await publish(slug), next: `/2026/05/${next}` });
    const app = new Hono()
      .get('/story', (context) => {
        const token = site.token();
        const places = [
          { list: 'ranking', position: 1, storyId: 'story-2', propensity: 1 },
          { list: 'related', position: 1, storyId: 'story-3', propensity: 1 },
        ] as const;
        return context.html(storyPage(token, site.slate(token, { edition: 7, places })));
      })
      .get('/2026/05/:slug', (context) => {
        const { id, next } = published.get(context.req.param('slug'))!;
        const token = site.token(id);
        return context.html(storyPage(token, site.slate(token, { edition: 7, places: [] }), next));
      })
      .get('/frame', (context) =>
        context.html(`<!doctype html><title>Frame</title><iframe src="${context.req.query('of')}"></iframe>`),
      )
      .get('/odd/*', (context) =>
        context.html('<!doctype html><title>Odd</title><a href="/2026/05/quay">Next</a>'),
      )
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

  /** A story at the address that the test's server has for it, whatever the day is. */
  async function publish(slug: string): Promise<string> {
    const clock = () => Date.UTC(2026, 4, 12);
    const stories = new StoryTable(site.databases);
    const desk = new StoryDesk({ stories, clock, ids: idSource(clock), zone: () => 'UTC' });
    const { id } = await desk.create({ headline: slug, body: '<p>At sea.</p>' }, 'test');
    await desk.act(id, { kind: 'publish' }, 'test');
    return id;
  }
  const follows = async () =>
    (await site.databases.read.selectFrom('follow_tallies').selectAll().execute()).map(
      ({ from_story_id, to_story_id, follows }) => [from_story_id, to_story_id, follows],
    );
  const idOf = (slug: string) => published.get(slug)!.id;
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

  it('tell once from which story of the site a reader came, whatever is opened again', async () => {
    const context = await newReader();
    const page = await context.newPage();
    const told: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/events'))
        for (const event of JSON.parse(request.postData() ?? '{}').events)
          if (event.kind === 'view') told.push(event.from);
    });
    const counting = async (act: () => Promise<unknown>) => {
      const acknowledged = page.waitForResponse(
        (answer) => answer.url().endsWith('/events') && answer.request().postData()!.includes('"view"'),
      );
      await act();
      await acknowledged;
    };
    await counting(() => page.goto(`${address}/2026/05/ferry?utm_source=mail#top`));
    await counting(() => page.click('text=Next'));
    expect(await follows()).toEqual([[idOf('ferry'), idOf('quay'), 1]]);
    await counting(() => page.reload());
    await counting(() => page.goBack());
    expect(told).toEqual([undefined, '/2026/05/ferry', undefined, undefined]);
    expect(await follows()).toEqual([[idOf('ferry'), idOf('quay'), 1]]);
    await counting(() => page.goto(`${address}/frame?of=/2026/05/quay`));
    expect(told.at(-1)).toBeUndefined();
    await context.close();
  });

  it.each(['caf%E9', 'line%0Abreak'])('lose no view to an address that no text is: %s', async (name) => {
    const context = await newReader();
    const page = await context.newPage();
    await page.goto(`${address}/odd/${name}`);
    const answer = page.waitForResponse((answer) => answer.url().endsWith('/events'));
    await page.click('text=Next');
    expect((await answer).status()).toBe(202);
    await context.close();
  });

  it('tell nothing of a way under Global Privacy Control', async () => {
    const context = await newReader();
    await context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true }),
    );
    const page = await context.newPage();
    await openStory(page, '/2026/05/ferry');
    const request = page.waitForRequest(
      (asked) => asked.url().endsWith('/events') && asked.postData()!.includes(site.token(idOf('quay'))),
    );
    await page.click('text=Next');
    expect((await request).postData()).not.toContain('from');
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
