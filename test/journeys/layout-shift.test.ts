import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, settleLists, startSite } from '../support/app.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { openReader } from '../support/reader.js';

/** Google calls 0.1 good; a page of ours has nothing at all that comes late and pushes. */
const mostShift = 0.01;
/** Fonts and pictures come long after the first paint, as on a slow line: what moves then is seen. */
const lateMs = 1500;
const late = /\.woff2$|^\/media\//;

const pages: readonly (readonly [kind: string, address: string])[] = [
  ['front', `'/'`],
  ['story', storyWith(`language like 'en%' and picture_media_id is not null`)],
  ['story in Arabic', storyWith(`language like 'ar%'`)],
];

function storyWith(condition: string): string {
  return `(select path from stories where status = 'published' and ${condition} order by first_published_at desc limit 1)`;
}

interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

describe.skipIf('unavailable' in browserProgram)('nothing moves after the first paint', () => {
  let site: RunningSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ demo: true }), launchBrowser()]);
    await settleLists(site);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const cases = pages.flatMap(([kind, sql]) => [390, 1280].map((width) => [kind, width, sql] as const));
  it.each(cases)(
    '%s at %i px, with an empty cache and slow fonts and pictures',
    async (_kind, width, sql) => {
      const address = encodeURI(site.query<{ address: string }>(`select ${sql} as address`)[0]!.address);
      const reader = await openReader(browser, site.origin, { viewport: { width, height: 900 } });
      const { page, context } = reader;
      await context.addInitScript(observeShifts);
      const asked: string[] = [];
      await page.route(
        (url) => late.test(url.pathname),
        async (route) => {
          asked.push(route.request().url());
          await new Promise((resolve) => setTimeout(resolve, lateMs));
          await route.continue();
        },
      );
      await page.goto(address, { waitUntil: 'load' });
      await page.evaluate(() => document.fonts.ready);
      // Down to the end and back: pictures that load late are fetched on the way.
      await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        for (let y = 0; y < document.body.scrollHeight; y += 500) {
          window.scrollTo(0, y);
          await frame();
        }
      });
      await page.waitForLoadState('networkidle');
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      const { shifts, fonts } = await page.evaluate(() => ({
        shifts: (window as unknown as { shifts: Shift[] }).shifts,
        fonts: [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
      }));
      await context.close();
      // Without these the test would hold for a page that has no fonts of its own, or a browser that watches nothing.
      expect(asked.some((url) => url.endsWith('.woff2'))).toBe(true);
      expect(fonts.length).toBeGreaterThan(0);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifts, null, 1)).toBeLessThan(mostShift);
    },
    90_000,
  );

  it('is seen where it happens', async () => {
    const { page, context } = await openReader(browser, site.origin);
    await context.addInitScript(observeShifts);
    await page.goto('/how-we-count');
    await page.evaluate(async () => {
      const frames = () =>
        new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await frames();
      const banner = document.createElement('div');
      banner.style.height = '300px';
      document.body.prepend(banner);
      await frames();
    });
    const shifts = await page.waitForFunction(
      () => (window as unknown as { shifts: Shift[] }).shifts[0]?.value,
    );
    expect(await shifts.jsonValue()).toBeGreaterThan(mostShift);
    await context.close();
  });
});

/** Runs in the page, before anything of it. */
function observeShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as {
      value: number;
      sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }[])
      shifts.push({
        value: entry.value,
        moved: entry.sources.map(
          ({ node, previousRect: from, currentRect: to }) =>
            `${node?.nodeName} ${node?.textContent?.trim().slice(0, 40)}: ${from.x},${from.y} ${from.width}×${from.height} to ${to.x},${to.y} ${to.width}×${to.height}`,
        ),
      });
  }).observe({ type: 'layout-shift', buffered: true });
}
