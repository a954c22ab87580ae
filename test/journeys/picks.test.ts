import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, settleLists, startSite } from '../support/app.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { nothingOnDevice, openReader, type Reader } from '../support/reader.js';

/** A page left sooner was not read, and does not change the list (client/picks-list.ts). */
const readAfterMs = 10_000;

describe.skipIf('unavailable' in browserProgram)('a list that is the reader’s own', () => {
  let site: RunningSite;
  let browser: Browser;
  let reader: Reader;
  let page: Page;
  let [home, about]: readonly string[] = [];
  let forEverybody: readonly string[];
  let mine: readonly string[];
  const asked: string[] = [];
  /** The candidates and the script that orders them. */
  const forOwnList = () => asked.filter((url) => /\/pools\/|\/assets\/picks\./.test(url));

  const pathIn = (section: string) =>
    site.query<{ path: string }>(
      `select stories.path from stories join sections on sections.id = section_id
       where status = 'published' and language = 'en' and sections.path = ? order by first_published_at desc limit 1`,
      section,
    )[0]!.path;
  const shown = () =>
    page
      .locator('[data-picks-list] a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const status = () => page.locator('[data-picks-status]').innerText();
  const turnOn = () => page.locator('[data-picks-on]');

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ demo: true }), launchBrowser()]);
    [home, about] = [pathIn('news/council'), pathIn('sport/football')];
    reader = await openReader(browser, site.origin);
    page = reader.page;
    await settleLists(site);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('is everybody’s until the reader asks, and nothing is kept or fetched for it', async () => {
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(home!);
    await turnOn().waitFor();
    forEverybody = await shown();
    expect(forEverybody).toHaveLength(7);
    await page.waitForLoadState('networkidle');
    expect(asked.filter((url) => url.includes('/assets/picks-ask.'))).toHaveLength(1);
    expect(forOwnList()).toEqual([]);
    expect(await reader.leftOnDevice()).toEqual(nothingOnDevice);
  });

  it('is made on the device at a click', async () => {
    const everybodys = await status();
    await turnOn().click();
    await expect.poll(status).not.toBe(everybodys);
    expect(forOwnList().sort()).toEqual([
      expect.stringMatching(/\/api\/v1\/pools\/\d+$/),
      expect.stringMatching(/\/assets\/picks\.[\w-]+\.js$/),
    ]);
    mine = await shown();
    expect(mine.length).toBeGreaterThan(0);
    expect(mine).not.toContain(encodeURI(home!));
    expect(await reader.leftOnDevice()).toEqual({ ...nothingOnDevice, localStorage: ['broadsheet.picks'] });
    expect(await turnOn().isVisible()).toBe(false);
  });

  it('changes with what is read', async () => {
    await page.goto(about!);
    await page.waitForTimeout(readAfterMs + 1000);
    await page.goto(home!);
    await expect.poll(shown).not.toEqual(forEverybody);
    await page.locator('[data-picks-panel] button').waitFor();
    expect(await shown()).not.toEqual(mine);
  });

  it('says in words what it knows', async () => {
    await page.locator('[data-picks-panel] summary').click();
    expect(await page.locator('[data-picks-panel] details').innerText()).toContain('as hashed words: 2.');
    expect(await page.locator('[data-picks-panel] li').count()).toBeGreaterThan(0);
  });

  it('is forgotten at a click, at once and after a reload', async () => {
    await page.locator('[data-picks-panel] button').click();
    expect(await shown()).toEqual(forEverybody);
    expect(await reader.leftOnDevice()).toEqual(nothingOnDevice);
    await page.reload();
    await turnOn().waitFor();
    expect(await shown()).toEqual(forEverybody);
    expect(reader.errors).toEqual([]);
    expect(reader.foreign).toEqual([]);
  });
});
