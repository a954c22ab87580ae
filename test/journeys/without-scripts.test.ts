import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { arabicFeed, arabicHeadline, feed, feedHeadlines } from '../support/our-wire.js';
import { openReader } from '../support/reader.js';

describe.skipIf('unavailable' in browserProgram)('a reader', () => {
  let site: RunningSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ env: { BROADSHEET_TRUSTED_HOPS: '1' } }),
      launchBrowser(),
    ]);
    for (const [name, text] of Object.entries({ 'en.xml': feed, 'ar.xml': arabicFeed })) {
      const file = join(site.folder, 'imports', name);
      writeFileSync(file, text);
      expect((await site.command('import', file, '--as', 'published')).exitCode).toBe(0);
    }
    await vi.waitFor(
      async () => expect(await (await site.get('/')).text()).toContain(arabicHeadline),
      10_000,
    );
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const kinds = (headline: string) =>
    site.query<{ kind: string; class: string }>(
      'select kind, class from events join stories on stories.id = story_id where headline = ? order by seq',
      headline,
    );
  const reactions = (headline: string) =>
    site.query<{ count: number }>(
      'select count(*) as count from reactions join stories on stories.id = story_id where headline = ?',
      headline,
    )[0]!.count;

  it.each([
    ['in English', feedHeadlines[0], 'kelp', '81.4.1.1'],
    ['in Arabic', arabicHeadline, 'الإرشاد', '81.4.2.1'],
  ])(
    'without scripts, %s: finds, reads, reacts and takes it back',
    async (_language, headline, word, address) => {
      const reader = await openReader(browser, site.origin, { address, javaScriptEnabled: false });
      const { page } = reader;
      await page.goto('/search');
      await page.getByRole('searchbox').fill(word);
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('link', { name: headline }).first().click();
      expect(await page.locator('h1').textContent()).toBe(headline);
      await expect.poll(() => kinds(headline)).toEqual([{ kind: 'pixel', class: 'valid' }]);
      await page.locator('form[data-reaction] button').click();
      await page.getByRole('heading', { name: 'Your reaction is counted' }).waitFor();
      expect(reactions(headline)).toBe(1);
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByRole('heading', { name: 'Taken back' }).waitFor();
      expect(reactions(headline)).toBe(0);
      await page.getByRole('link', { name: 'Back to the story' }).click();
      expect(await page.locator('h1').textContent()).toBe(headline);
      expect(await reader.context.cookies()).toEqual([]);
      expect([reader.errors, reader.foreign]).toEqual([[], []]);
      await reader.context.close();
    },
  );

  it('from right to left: reads, is counted, reacts and takes it back', async () => {
    const reader = await openReader(browser, site.origin, {
      address: '81.4.3.1',
      viewport: { width: 390, height: 844 },
    });
    const { page } = reader;
    await page.goto('/');
    await reader.untilCounted(() => page.getByRole('link', { name: arabicHeadline }).first().click());
    expect(await page.locator('article').evaluate((article) => getComputedStyle(article).direction)).toBe(
      'rtl',
    );
    const text = await page
      .locator('.story-body p')
      .first()
      .evaluate((paragraph) => {
        const range = document.createRange();
        range.selectNodeContents(paragraph);
        const [line, box] = [range.getClientRects()[0]!, paragraph.getBoundingClientRect()];
        return { startsAtRight: Math.abs(box.right - line.right) < 2, gapAtLeft: line.left - box.left };
      });
    expect(text.startsAtRight).toBe(true);
    expect(kinds(arabicHeadline)).toContainEqual({ kind: 'view', class: 'valid' });
    const button = page.locator('form[data-reaction] button');
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    expect(reactions(arabicHeadline)).toBe(1);
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    expect(reactions(arabicHeadline)).toBe(0);
    expect(reader.errors).toEqual([]);
    await reader.context.close();
  });
});
