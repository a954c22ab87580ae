import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourMs } from '../../src/base/clock.js';
import { decodePool, type PoolStory } from '../../src/discovery/recommendation/pool-file.js';
import { addRead, emptyProfile, serialiseProfile } from '../../src/discovery/recommendation/profile.js';
import { type RunningSite, settleLists, startSite } from '../support/app.js';
import { browserProgram, launchBrowser } from '../support/browser.js';
import { openReader } from '../support/reader.js';
import { type RecordedRequest, startRecorder, type WireRecorder } from '../support/wire-recorder.js';

/** A page left sooner was not read (client/picks-list.ts). */
const readAfterMs = 10_000;
/** Well over the second after which a link counts as seen (client/beacon.ts). */
const seenAtTopMs = 4000;

/**
 * Two readers with opposite tastes walk the same way. All that leaves their browsers is recorded on the wire and
 * compared byte for byte: it may differ in random ids and in measured times, and in nothing else.
 */
describe.skipIf('unavailable' in browserProgram)('what a profile on the device tells the site', () => {
  let site: RunningSite;
  let browser: Browser;
  let wire: WireRecorder;
  let path: string;

  beforeAll(async () => {
    wire = await startRecorder();
    const port = await freePort();
    [site, browser] = await Promise.all([
      startSite({ demo: true, env: { BROADSHEET_PORT: String(port), BROADSHEET_SITE_URL: wire.origin } }),
      launchBrowser(),
    ]);
    wire.passTo(site.origin);
    path = site.query<{ path: string }>(
      `select path from stories where status = 'published' and language = 'en' order by first_published_at desc limit 1`,
    )[0]!.path;
    // A list that changed between two walks would change their pages.
    await settleLists(site);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    wire?.close();
  });

  let fan: Awaited<ReturnType<typeof walk>>;

  it('is nothing: opposite profiles send the same bytes', async () => {
    const [football, harbour] = [await profileOf('sport'), await profileOf('news')];
    fan = await walk(football);
    const docker = await walk(harbour);
    expect(fan.shown).not.toEqual(docker.shown);
    expect(told(fan.requests)).toContain('"list":"personal"');
    expect(told(fan.requests)).toContain('"click"');
    expect(linesOf(fan.requests)).toEqual(linesOf(docker.requests));
  }, 120_000);

  it('and beyond what a page without a profile asks for it is the pool and the script, the same for all', async () => {
    const none = await walk(undefined);
    const addresses = ({ requests }: { requests: readonly RecordedRequest[] }) =>
      new Set(requests.map(({ method, target }) => `${method} ${target}`));
    const [without, withOwn] = [addresses(none), addresses(fan)];
    const more = [...withOwn].filter((address) => !without.has(address));
    const less = [...without].filter((address) => !withOwn.has(address));
    expect(more.sort()).toEqual([
      expect.stringMatching(/^GET \/api\/v1\/pools\/\d+$/),
      expect.stringMatching(/^GET \/assets\/picks\.[\w-]+\.js$/),
    ]);
    // A picture would tell what was picked, so a list of one's own has none, in place of everybody's.
    expect(less.filter((address) => !address.startsWith('GET /media/'))).toEqual([]);
  }, 120_000);

  /** Reads a story to its end, sees the list, follows something in it, and leaves. */
  async function walk(profile: string | undefined) {
    const reader = await openReader(browser, wire.origin);
    const { page } = reader;
    await page.goto('/how-we-count', { waitUntil: 'networkidle' });
    if (profile !== undefined)
      await page.evaluate((text) => localStorage.setItem('broadsheet.picks', text), profile);
    wire.take();
    await reader.untilCounted(() => page.goto(path));
    const links = page.locator('[data-picks] li a');
    if (profile !== undefined) await page.locator('[data-picks-panel]').waitFor();
    // What stands at the top is seen in every walk, however fast the machine is, and so told in all of them.
    await page.waitForTimeout(seenAtTopMs);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(readAfterMs + 1000);
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    // Followed as a click is; where it leads is the reader's way on, and not what a list tells.
    await page.evaluate(() => document.addEventListener('click', (event) => event.preventDefault()));
    await links.first().click();
    await page.goto('/how-we-count');
    await page.waitForLoadState('networkidle');
    await reader.context.close();
    return { shown, requests: wire.take() };
  }

  async function poolNow(): Promise<PoolStory[]> {
    const html = await (await site.get(encodeURI(path))).text();
    const address = /data-pool="([^"]+)"/.exec(html)?.[1];
    return address === undefined ? [] : decodePool(await (await site.get(address)).text());
  }

  async function profileOf(section: string): Promise<string> {
    const liked = (await poolNow()).filter(
      ({ sectionPath }) => sectionPath === section || sectionPath.startsWith(`${section}/`),
    );
    expect(liked.length).toBeGreaterThan(3);
    const now = Date.now();
    const profile = liked
      .slice(0, 20)
      .reduce(
        (sum, story) => addRead(sum, { path: story.path, vector: story.vector, labels: [] }, now - hourMs),
        emptyProfile,
      );
    return serialiseProfile(profile);
  }
});

const told = (requests: readonly RecordedRequest[]): string => requests.map(({ body }) => body).join('\n');

/** Every request as text, without what is random (event ids, and with them lengths) and what is measured time. */
const linesOf = (requests: readonly RecordedRequest[]): string[] =>
  requests
    .map(({ method, target, headers, body }) => {
      const pairs = headers.flatMap((name, at) =>
        at % 2 === 0 ? [`${name}: ${/^content-length$/i.test(name) ? '…' : headers[at + 1]}`] : [],
      );
      const steady = body
        .replace(/"id":"[\d-]+"/g, '"id":"…"')
        .replace(/"(ageMs|dwellSeconds)":\d+/g, '"$1":…');
      return [`${method} ${target}`, ...pairs, '', steady].join('\n');
    })
    .sort();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
