import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
  const arabic: string[] = [];
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
  /** Languages of the links, as a reader's voice or hyphenation takes them. */
  const languages = (ofPage: Page) =>
    ofPage
      .locator('[data-picks-list] a[href]')
      .evaluateAll((links) => links.map((link) => link.closest<HTMLElement>('[lang]')!.lang));
  const status = () => page.locator('[data-picks-status]').innerText();
  const turnOn = () => page.locator('[data-picks-on]');

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ demo: true }), launchBrowser()]);
    [home, about] = [pathIn('news/council'), pathIn('sport/football')];
    reader = await openReader(browser, site.origin);
    page = reader.page;
    await publishInArabic();
    await settleLists(site);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** Three stories that nothing is related to, each in words of its own, and in the current Edition. */
  async function publishInArabic(): Promise<void> {
    const beside = await site.openBeside();
    for (const letter of ['ط', 'ظ', 'ض']) {
      const words = [...'ابتثجحخد'].map((other) => letter + other + letter + other + letter);
      const body = `<p>${words.join(' ')}.</p>`;
      const { id } = await beside.desk.create({ headline: words[0]!, body, language: 'ar' }, 'test');
      arabic.push((await beside.desk.act(id, { kind: 'publish' }, 'test')).id);
    }
    await beside.close();
    await vi.waitFor(
      () => {
        const [latest] = site.query<{ content: string }>(
          'select content from editions order by number desc limit 1',
        );
        const missing = arabic.filter((id) => !latest?.content.includes(id));
        if (missing.length > 0) throw new Error(`${missing} are in no Edition yet`);
      },
      { timeout: 100_000, interval: 500 },
    );
  }

  it('is everybody’s until the reader asks, and nothing is kept or fetched for it', async () => {
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(home!);
    await turnOn().waitFor();
    forEverybody = await shown();
    expect(forEverybody).toHaveLength(7);
    expect(await languages(page)).toEqual(Array(7).fill('en'));
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
    expect(await languages(page)).toEqual(Array(mine.length).fill('en'));
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

  it('begins with the language of the page where that has too few stories', async () => {
    const [story] = site.query<{ path: string }>('select path from stories where id = ?', arabic[0]!);
    const other = await openReader(browser, site.origin);
    await other.page.goto(encodeURI(story!.path));
    const inOrder = async () => {
      const all = await languages(other.page);
      expect(all).toHaveLength(7);
      const own = all.filter((language) => language === 'ar').length;
      expect(all.slice(0, own)).toEqual(Array(own).fill('ar'));
      return own;
    };
    const own = await inOrder();
    await other.page.locator('[data-picks-on]').click();
    await other.page.locator('[data-picks-panel]').waitFor();
    expect(await inOrder()).toBe(own);
    expect(own).toBeGreaterThanOrEqual(2);
    expect(own).toBeLessThan(7);
    await other.context.close();
  });

  it('is made at the second click where the script did not load at the first', async () => {
    const other = await openReader(browser, site.origin);
    await other.page.route('**/assets/picks.*.js', (route) => route.abort(), { times: 1 });
    await other.page.goto(home!);
    const failed = other.page.waitForEvent('requestfailed');
    await other.page.locator('[data-picks-on]').click();
    await failed;
    expect(await other.page.locator('[data-picks-panel]').count()).toBe(0);
    await expect
      .poll(async () => {
        await other.page
          .locator('[data-picks-on]')
          .click({ timeout: 1000 })
          .catch(() => {});
        return other.page.locator('[data-picks-panel]').count();
      })
      .toBe(1);
    expect((await other.leftOnDevice()).localStorage).toEqual(['broadsheet.picks']);
    await other.context.close();
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
