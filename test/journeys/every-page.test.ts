import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';
import { axeViolations } from '../support/axe.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { nothingOnDevice, openReader, type Reader } from '../support/reader.js';

/** Every kind of page, each with an address of the demo paper as SQL finds it. */
const kinds: readonly (readonly [kind: string, status: number, address: string])[] = [
  ['front', 200, `'/'`],
  ['section', 200, `(select '/' || path from sections where path like '%/%' limit 1)`],
  ['story', 200, storyIn('en')],
  ['story in Arabic', 200, storyIn('ar')],
  ['story in Chinese', 200, storyIn('zh')],
  ['how a story was counted', 200, `(select '/counted' || ${storyIn('en')})`],
  [
    'contributor',
    200,
    `(select '/by/' || contributors.slug from contributors join story_contributors on contributor_id = id limit 1)`,
  ],
  [
    'topic',
    200,
    `(select '/topic/' || story_topics.slug from story_topics join stories on id = story_id where status = 'published' limit 1)`,
  ],
  ['search', 200, `'/search'`],
  ['search results', 200, `'/search?q=bridge'`],
  ['how we count', 200, `'/how-we-count'`],
  ['what we store', 200, `'/what-we-store'`],
  ['corrections', 200, `'/corrections'`],
  ['not found', 404, `'/no/such/page'`],
  ['withdrawn', 410, `(select path from stories where status = 'withdrawn' limit 1)`],
  ['sign-in', 200, `'/newsroom/sign-in'`],
];

function storyIn(language: string): string {
  return `(select path from stories where status = 'published' and language like '${language}%'
    order by first_published_at desc limit 1)`;
}

describe.skipIf('unavailable' in browserProgram)('every page', () => {
  let site: RunningSite;
  let browser: Browser;
  let reader: Reader;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ demo: true }), launchBrowser()]);
    reader = await openReader(browser, site.origin);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it.each(kinds)(
    '%s: no fault for axe, wide and narrow, light and dark; nothing wider than the screen',
    async (_kind, status, sql) => {
      const { page } = reader;
      const address = site.query<{ address: string }>(`select ${sql} as address`)[0]!.address;
      const answer = await page.goto(encodeURI(address));
      expect(answer!.status()).toBe(status);
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const needed = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(needed, `width needed at ${width} px`).toBeLessThanOrEqual(width);
        for (const colorScheme of width === 320 ? [] : (['light', 'dark'] as const)) {
          await page.emulateMedia({ colorScheme });
          expect(await axeViolations(page), `${colorScheme} at ${width} px`).toEqual([]);
        }
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it('leaves nothing on the device, asks nobody else, and has no error but the statuses asked for', async () => {
    expect(await reader.leftOnDevice()).toEqual(nothingOnDevice);
    expect(reader.foreign).toEqual([]);
    // Chromium puts the status of the very document on the console too.
    const unasked = reader.errors.filter((error) => !/status of (404|410)/.test(error));
    expect(unasked).toEqual([]);
    expect(reader.errors.length - unasked.length).toBe(2);
  });
});
