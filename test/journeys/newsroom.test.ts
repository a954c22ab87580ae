import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';
import { axeViolations } from '../support/axe.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { feed } from '../support/our-wire.js';
import { openReader, type Reader } from '../support/reader.js';

describe.skipIf('unavailable' in browserProgram)('the newsroom', () => {
  let site: RunningSite;
  let browser: Browser;
  let staff: Reader;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ demo: true }), launchBrowser()]);
    staff = await signIn();
    const broken = join(site.folder, 'imports', 'broken.xml');
    writeFileSync(broken, feed.slice(0, feed.length / 2));
    await site.command('import', broken);
    await site.command('demo', 'readers', '--site', site.origin, '--count', '20');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const signIn = async (options: { javaScriptEnabled?: boolean } = {}): Promise<Reader> => {
    const reader = await openReader(browser, site.origin, options);
    const { page } = reader;
    await page.goto('/newsroom');
    await page.getByLabel('E-mail').fill(site.login.email);
    await page.getByLabel('Password').fill(site.login.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Stories', exact: true }).waitFor();
    return reader;
  };
  const submit = async (page: Page, button: string) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.locator('[role=status]').first().waitFor();
  };

  it('without scripts: a story is written, published with a picture, corrected and withdrawn', async () => {
    const { page, errors } = await signIn({ javaScriptEnabled: false });
    await page.getByRole('link', { name: 'New story' }).click();
    await page.getByLabel('Headline', { exact: true }).fill('Lamp lighters return to Quay Street');
    await page.getByLabel('Text', { exact: true }).fill('They came at dusk.\n\nNobody had asked them to.');
    await page.getByLabel('Contributor 1', { exact: true }).fill('Ola Brandt');
    const picture = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#357' } })
      .jpeg()
      .toBuffer();
    await page
      .getByLabel('Picture', { exact: true })
      .setInputFiles({ name: 'lamp.jpg', mimeType: 'image/jpeg', buffer: picture });
    await page.getByLabel('Alt text').fill('A lamp lighter on a ladder');
    await submit(page, 'Save');
    expect(await page.getByText('Saved as a draft.').count()).toBe(1);
    await submit(page, 'Publish now');

    const editor = page.url();
    const href = (await page.getByRole('link', { name: 'Public page' }).getAttribute('href'))!;
    const reader = await openReader(browser, site.origin);
    await reader.page.goto(href);
    expect(await reader.page.locator('h1').textContent()).toBe('Lamp lighters return to Quay Street');
    const shown = reader.page.getByAltText('A lamp lighter on a ladder');
    await expect
      .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    const source = await shown.evaluate((image: HTMLImageElement) => image.currentSrc);

    await page.getByLabel('Text', { exact: true }).fill('They came at dawn.\n\nNobody had asked them to.');
    await page.getByLabel('Correction', { exact: false }).first().check();
    await page.getByLabel('Text of the correction').fill('It was dawn, not dusk.');
    await submit(page, 'Save');
    await expect.poll(async () => (await site.get(href)).text()).toContain('It was dawn, not dusk.');

    await page.getByRole('link', { name: 'Withdraw' }).click();
    await page.getByLabel('Notice to readers').fill('The lighters were actors.');
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await expect.poll(async () => (await site.get(href)).status).toBe(410);
    expect((await fetch(source)).status).toBe(404);
    await page.goto(editor);
    expect(await page.getByText('Withdrawn', { exact: true }).first().isVisible()).toBe(true);
    expect(errors).toEqual([]);
  });

  it('shows a preview of a draft to staff only, and counts nothing', async () => {
    const { page } = staff;
    const made = await site.command('story', 'create', '--headline', 'Only a draft', '--json');
    const { id } = JSON.parse(made.stdout) as { id: string };
    const answer = await page.goto(`/newsroom/stories/${id}/preview`);
    expect(answer!.headers()['cache-control']).toBe('no-store');
    expect(answer!.headers()['x-robots-tag']).toContain('noindex');
    expect(await page.locator('h1').textContent()).toBe('Only a draft');
    expect((await site.get(`/newsroom/stories/${id}/preview`)).status).toBe(303);
    await page.goto('about:blank');
    expect(site.query('select seq from events where story_id = ?', id)).toEqual([]);
  });

  const storyIn = (status: string) =>
    site.query<{ id: string }>('select id from stories where status = ? limit 1', status)[0]!.id;

  it.each<[string, () => string]>([
    ['list', () => '/newsroom'],
    ['empty list', () => '/newsroom?words=nothing-has-this'],
    ['new story', () => '/newsroom/stories/new'],
    ['withdrawn story', () => `/newsroom/stories/${storyIn('withdrawn')}`],
    ['published story', () => `/newsroom/stories/${storyIn('published')}?did=edit&dropped=script`],
    ['history', () => `/newsroom/stories/${storyIn('published')}/history`],
    ['related', () => `/newsroom/stories/${storyIn('published')}/related`],
    ['withdrawal', () => `/newsroom/stories/${storyIn('published')}/withdraw`],
    ['numbers', () => '/newsroom/numbers'],
    ['imports', () => '/newsroom/imports'],
    [
      'import',
      () => `/newsroom/imports/${site.query<{ id: string }>('select id from import_runs limit 1')[0]!.id}`,
    ],
    ['keyboard help', () => '/newsroom/keys'],
    ['no such page', () => '/newsroom/nothing'],
  ])(
    '%s: no fault for axe, wide and narrow, light and dark; nothing wider than the screen',
    async (_what, addressOf) => {
      const { page } = staff;
      await page.goto(addressOf());
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [1280, 'dark'],
        [390, 'light'],
        [320, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        expect.soft(await axeViolations(page), `at ${width}, ${colorScheme}`).toEqual([]);
        const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect.soft(isWider, `wider than ${width}`).toBe(false);
      }
    },
  );
});
