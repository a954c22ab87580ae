import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { readBy } from '../support/many-readers.js';
import { feed, feedHeadlines, savedHeadline, savedPage } from '../support/our-wire.js';
import { nothingOnDevice, openReader, type Reader } from '../support/reader.js';

/** The main job from end to end, step by step on one site: the steps build on each other. */
describe.skipIf('unavailable' in browserProgram)('from a wire to a reader', () => {
  let site: RunningSite;
  let browser: Browser;
  let reader: Reader;
  let page: Page;

  const viewsOf = (headline: string) =>
    site
      .query<{ class: string }>(
        `select class from events join stories on stories.id = story_id
         where kind = 'view' and headline = ? order by seq`,
        headline,
      )
      .map((row) => row.class);
  const reactionsOf = (headline: string) =>
    site.query<{ reactions: number }>(
      'select reactions from story_counts join stories on stories.id = story_id where headline = ?',
      headline,
    )[0]?.reactions ?? 0;
  const pathOf = (headline: string) =>
    site.query<{ path: string }>('select path from stories where headline = ?', headline)[0]!.path;
  const importText = async (name: string, text: string, ...flags: string[]) => {
    const file = join(site.folder, 'imports', name);
    writeFileSync(file, text);
    const run = await site.command('import', file, ...flags);
    expect(run).toMatchObject({ exitCode: 0 });
    return run.stdout;
  };

  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ demo: true, env: { BROADSHEET_TRUSTED_HOPS: '1' } }),
      launchBrowser(),
    ]);
    reader = await openReader(browser, site.origin, { address: '81.2.69.1' });
    page = reader.page;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('a saved page comes in as a draft, a feed as published', async () => {
    expect(await importText('page.txt', savedPage)).toContain('1 found = 1 added');
    expect(await importText('feed.xml', feed, '--as', 'published')).toContain('Public now: 2');
    await page.goto('/');
    await expect.poll(() => page.getByRole('link', { name: feedHeadlines[0] }).count()).toBeGreaterThan(0);
    expect(await page.content()).not.toContain(savedHeadline);
  }, 120_000);

  it('an editor signs in and publishes the draft, and the front shows it', async () => {
    const editor = await openReader(browser, site.origin);
    await editor.page.goto('/newsroom');
    await editor.page.getByLabel('E-mail').fill(site.login.email);
    await editor.page.getByLabel('Password').fill(site.login.password);
    await editor.page.getByRole('button', { name: 'Sign in' }).click();
    await editor.page.getByRole('link', { name: savedHeadline }).click();
    await editor.page.getByRole('button', { name: 'Publish now' }).click();
    await editor.page.getByText('Published.').waitFor();
    expect(editor.errors).toEqual([]);
    await editor.context.close();
    await page.goto('/');
    await page.getByRole('link', { name: savedHeadline }).first().waitFor();
  });

  it('the story page holds the story, and nothing of what stood around it', async () => {
    await reader.untilCounted(() => page.getByRole('link', { name: savedHeadline }).first().click());
    const text = await page.locator('article').innerText();
    expect(text).toContain('went back to work on Thursday');
    expect(text).toMatch(/FENMOUTH, Norland/i);
    expect(text).toContain('12 March 2026');
    for (const rubbish of ['44634', 'leek', 'horse that can count', 'Home > Harbour'])
      expect(await page.content()).not.toContain(rubbish);
  });

  it('counts the view once, after a second on screen', async () => {
    await page.waitForTimeout(1500);
    expect(viewsOf(savedHeadline)).toEqual(['valid']);
    const hasty = await openReader(browser, site.origin, { address: '81.2.69.2' });
    await hasty.page.goto(pathOf(savedHeadline));
    await hasty.page.waitForTimeout(300);
    await hasty.context.close();
    expect(viewsOf(savedHeadline)).toEqual(['valid']);
  });

  it('does not count a reload inside half a minute', async () => {
    await reader.untilCounted(() => page.reload());
    expect(viewsOf(savedHeadline)).toEqual(['valid', 'repeat']);
  });

  it('counts a reader whose browser had the page already and got a 304', async () => {
    const statuses: number[] = [];
    const wire = await reader.context.newCDPSession(page);
    await wire.send('Network.enable');
    wire.on('Network.responseReceivedExtraInfo', ({ statusCode }) => statuses.push(statusCode));
    // An Edition may have changed the page since it was read; then it has not by the second time.
    for (let address = 3; address < 6 && !statuses.includes(304); address += 1) {
      await page.goto('/how-we-count');
      statuses.length = 0;
      await reader.moveTo(`81.2.69.${address}`);
      await reader.untilCounted(() => page.goto(pathOf(savedHeadline)));
      expect(viewsOf(savedHeadline).at(-1)).toBe('valid');
    }
    await wire.detach();
    expect(statuses).toContain(304);
  });

  it('does not count what was only fetched ahead', async () => {
    await page.goto('/');
    const path = pathOf(feedHeadlines[0]);
    const fetched = page.waitForResponse((answer) => decodeURI(answer.url()).endsWith(path));
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('link'), { rel: 'prefetch', href });
      document.head.append(link);
    }, path);
    expect((await fetched).request().headers()['sec-purpose']).toBe('prefetch');
    await page.waitForTimeout(1500);
    expect(viewsOf(feedHeadlines[0])).toEqual([]);
  });

  it('keeps a crawler that runs scripts out of the number', async () => {
    const userAgent = 'Mozilla/5.0 (compatible; Fenmouthbot/2.1; +https://wire.example/bot)';
    const crawler = await openReader(browser, site.origin, { address: '81.2.70.1', userAgent });
    await crawler.untilCounted(() => crawler.page.goto(pathOf(feedHeadlines[0])));
    await crawler.context.close();
    expect(viewsOf(feedHeadlines[0])).toEqual(['bot']);
  });

  it('refuses a forged token and keeps nothing of it', async () => {
    await page.goto(pathOf(feedHeadlines[0]));
    const status = await page.evaluate(async () => {
      const { token } = JSON.parse(document.getElementById('story-data')!.textContent!) as { token: string };
      const event = { id: 'forged-event-0000001', kind: 'view', ageMs: 0 };
      const body = JSON.stringify({
        v: 1,
        token: `${token.slice(0, -22)}${'A'.repeat(22)}`,
        events: [event],
      });
      const answer = await fetch('/api/v1/events', {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
      });
      return answer.status;
    });
    expect(status).toBe(400);
    expect(site.query("select 1 from event_ids where id = 'forged-event-0000001'")).toEqual([]);
    reader.errors.splice(0, reader.errors.length, ...reader.errors.filter((error) => !error.includes('400')));
  });

  it('has left nothing on the device and asked nobody else', async () => {
    await page.goto(pathOf(savedHeadline));
    expect(await reader.leftOnDevice()).toEqual(nothingOnDevice);
    expect(reader.foreign).toEqual([]);
  });

  it('takes a reaction, keeps it over a reload, and gives it back', async () => {
    const button = page.locator('form[data-reaction] button');
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    expect(reactionsOf(savedHeadline)).toBe(1);
    expect((await reader.leftOnDevice()).localStorage).toHaveLength(1);
    await page.reload();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    expect(reactionsOf(savedHeadline)).toBe(0);
    expect(await reader.leftOnDevice()).toEqual(nothingOnDevice);
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    expect(reactionsOf(savedHeadline)).toBe(1);
  });

  it('shows in the Ranking what many read, with numbers that agree everywhere', async () => {
    await readBy(40, site, pathOf(feedHeadlines[1]));
    await page.goto('/');
    const first = async () => {
      await page.reload();
      return page.locator('.ranking li a').first().innerText();
    };
    // An Edition comes a minute after the one before at the latest, sooner after a surge like this one.
    await expect.poll(first, { timeout: 75_000, interval: 1000 }).toBe(feedHeadlines[1]);
    expect(await page.locator('.ranking').innerText()).toMatch(/half-life/i);
    await page.goto(pathOf(feedHeadlines[1]));
    expect(await page.locator('.views').innerText()).toMatch(/^40 views at \d\d:\d\d · how we count$/i);
    await page
      .getByRole('article')
      .getByRole('link', { name: /how we count/i })
      .click();
    expect(await page.locator('.public-number').innerText()).toMatch(/^40 views/);
    await page.goto(pathOf(savedHeadline));
    expect(await page.locator('[data-reaction-count]').innerText()).toBe('1');
  }, 100_000);

  it('went without an error on any page', () => {
    expect(reader.errors).toEqual([]);
  });
});
