import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const noon = Date.UTC(2026, 4, 12, 10);
const dayMs = 86_400_000;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const readerHeaders = {
  'content-type': 'text/plain',
  'user-agent': firefox,
  'accept-language': 'en-GB',
  'sec-fetch-site': 'same-origin',
  origin,
};

let site: CountingSite;
let folder: string;
let lastId = 0;
const newId = () => {
  lastId += 1;
  return `event${String(lastId).padStart(12, '0')}`;
};
const view = (fields = {}) => ({ id: newId(), kind: 'view', ageMs: 0, ...fields });
const batch = (events: readonly unknown[], fields = {}) =>
  JSON.stringify({ v: 1, token: site.token(), events, ...fields });
const post = (body: string, headers: Record<string, string> = {}) =>
  site.app.request('/api/v1/events', { method: 'POST', body, headers: { ...readerHeaders, ...headers } });
const totals = async (storyId = 'story-1') =>
  (await countedStories(site.databases.scan, () => noon).countedStory(storyId)).totals;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openCountingSite(folder, noon);
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});
let networks = 0;
beforeEach(async () => {
  // A network of its own for each: a crowd on one story from one network is another rule's matter.
  networks += 1;
  Object.assign(site.time, { now: noon, isStaff: false, address: `203.0.${networks % 250}.7` });
  await clearAudience(site.databases);
});

describe('POST /api/v1/events', () => {
  it('answers 202 once the view is in the database', async () => {
    const answer = await post(batch([view()]));
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1 });
    expect(await totals()).toEqual({ valid: 1 });
  });

  it('counts a retry under the same ids once', async () => {
    const body = batch([view()]);
    expect((await post(body)).status).toBe(202);
    expect((await post(body)).status).toBe(202);
    expect(await totals()).toEqual({ valid: 1, 'seen-id': 1 });
  });

  it.each<[string, () => void, Record<string, string>, object, object]>([
    ['a reload inside 30 s', () => {}, {}, {}, { valid: 1, repeat: 1 }],
    ['another language at the same address', () => {}, { 'accept-language': 'fr' }, {}, { valid: 2 }],
    ['another address', () => Object.assign(site.time, { address: '198.51.7.8' }), {}, {}, { valid: 2 }],
    ['a minute later', () => Object.assign(site.time, { now: noon + 60_000 }), {}, {}, { valid: 2 }],
    ['a crawler', () => {}, { 'user-agent': 'Examplebot/1.0' }, {}, { valid: 1, bot: 1 }],
    ['a prefetch', () => {}, { 'sec-purpose': 'prefetch' }, {}, { valid: 1, prefetch: 1 }],
    ['staff', () => Object.assign(site.time, { isStaff: true }), {}, {}, { valid: 1, staff: 1 }],
    ['a driven browser', () => {}, {}, { signs: ['webdriver'] }, { valid: 1, bot: 1 }],
  ])('after a view, %s is told apart', async (_what, change, headers, fields, expected) => {
    await post(batch([view()]));
    change();
    expect((await post(batch([view()], fields), headers)).status).toBe(202);
    expect(await totals()).toEqual(expected);
  });

  it.each<[string, number, object]>([
    ['two days later', 2 * dayMs, { valid: 1 }],
    ['three days later', 3 * dayMs, { unverified: 1 }],
  ])('a page kept since then and read %s', async (_what, later, expected) => {
    const token = site.token();
    site.time.now = noon + later;
    expect((await post(batch([view()], { token }))).status).toBe(202);
    expect(await totals()).toEqual(expected);
  });

  it('under Global Privacy Control keeps the count and nothing of the lists', async () => {
    const seen = { id: newId(), kind: 'impression', ageMs: 0, list: 'related', position: 0 };
    const answer = await post(batch([view(), seen]), { 'sec-gpc': '1' });
    expect(await answer.json()).toEqual({ accepted: 1 });
    expect(await audienceNumbers(site.databases).listCounts(0)).toEqual([]);
    expect(await totals()).toEqual({ valid: 1 });
  });

  describe('refuses and stores nothing', () => {
    const forged = () => site.token().replace(/.{22}$/, 'A'.repeat(22));
    it.each<[string, number, () => string, Record<string, string>]>([
      ['another origin', 403, () => batch([view()]), { origin: 'https://elsewhere.example' }],
      ['an opaque origin', 403, () => batch([view()]), { origin: 'null' }],
      ['no JSON', 400, () => 'view=1', {}],
      ['half of JSON', 400, () => batch([view()]).slice(0, 80), {}],
      ['wrong types', 400, () => batch([view({ ageMs: '5' })]), {}],
      ['a field that nobody asked for', 400, () => batch([view({ email: 'a@b.example' })]), {}],
      ['a forged token', 400, () => batch([view()], { token: forged() }), {}],
      ['no token', 400, () => batch([view()], { token: '' }), {}],
      ['51 events', 400, () => batch(Array.from({ length: 51 }, view)), {}],
      ['17 KB', 413, () => batch([view()]) + ' '.repeat(17_000), {}],
      ['10 MB', 413, () => ' '.repeat(10_000_000), {}],
      ['a depth of 8,000', 400, () => '['.repeat(8000), {}],
      ['a compressed body', 415, () => batch([view()]), { 'content-encoding': 'gzip' }],
    ])('%s: %i', async (_what, status, body, headers) => {
      const answer = await post(body(), headers);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/\w/) });
      expect(await totals()).toEqual({});
      expect(await site.databases.read.selectFrom('events').selectAll().execute()).toEqual([]);
    });

    it('whatever a body may hold', async () => {
      await fc.assert(
        fc.asyncProperty(fc.json(), async (body) => {
          expect((await post(body)).status).toBe(400);
        }),
        { numRuns: 50 },
      );
      expect(await totals()).toEqual({});
    });
  });

  it('tallies a forged token under no story, without evidence', async () => {
    await post(batch([view()], { token: `1.k1.story-1.abc.1o.${'A'.repeat(22)}` }));
    expect(await totals('')).toEqual({ unverified: 1 });
  });

  it('lets a configured origin read the answer', async () => {
    const answer = await post(batch([view()]), {
      origin: 'https://partner.example',
      'sec-fetch-site': 'cross-site',
    });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://partner.example');
  });

  it('joins no two stories of one reader in the database', async () => {
    for (const story of ['story-1', 'story-2']) await post(batch([view()], { token: site.token(story) }));
    const rows = await site.databases.read.selectFrom('events').selectAll().orderBy('seq').execute();
    const keys = await site.databases.read.selectFrom('readers').selectAll().execute();
    expect(new Set(rows.map((row) => row.reader_key)).size).toBe(2);
    expect(new Set(keys.map((row) => row.reader_key)).size).toBe(2);
    const stored = JSON.stringify([rows, keys]);
    for (const secret of [site.time.address, firefox, 'en-GB']) expect(stored).not.toContain(secret);
    const file =
      readFileSync(join(folder, 'broadsheet.db'), 'latin1') +
      readFileSync(join(folder, 'broadsheet.db-wal'), 'latin1');
    for (const secret of [site.time.address, firefox, 'en-GB']) expect(file).not.toContain(secret);
    expect(readdirSync(site.saltFolder)).toContain('2026-05-12');
  });
});

describe('GET /api/v1/pixel', () => {
  const pixel = (token: string, headers = {}) =>
    site.app.request(`/api/v1/pixel?token=${token}`, { headers: { ...readerHeaders, ...headers } });

  it('feeds a number of its own and no view', async () => {
    const answer = await pixel(site.token());
    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a');
    await pixel(site.token());
    await pixel('forged');
    await pixel(site.token(), { 'user-agent': 'Examplebot/1.0' });
    const counted = await countedStories(site.databases.scan, () => noon).countedStory('story-1');
    expect(counted).toMatchObject({ withoutScript: 1, reads: 0 });
    expect(counted.totals.valid).toBe(0);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a page of the site', { 'sec-fetch-site': 'same-origin', referer: `${origin}/2026/05/x` }, 1],
    ['a page that names no Referer', { 'sec-fetch-site': 'same-origin' }, 1],
    ['a configured origin', { 'sec-fetch-site': 'cross-site', referer: 'https://partner.example/' }, 1],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 0],
    ['another site by its Referer', { 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' }, 0],
    ['a subdomain', { 'sec-fetch-site': 'same-site' }, 0],
    ['a typed address', { 'sec-fetch-site': 'none' }, 0],
  ])('asked for by %s counts: %s %i', async (_what, headers, withoutScript) => {
    await pixel(site.token(), headers);
    const counted = await countedStories(site.databases.scan, () => noon).countedStory('story-1');
    expect(counted.withoutScript).toBe(withoutScript);
  });

  it('in a page of another site keeps none of its readers out of here', async () => {
    for (let picture = 0; picture < 60; picture += 1) {
      site.time.now += 5000;
      await pixel(site.token(`story-${picture}`), { 'sec-fetch-site': 'cross-site' });
    }
    site.time.now += 120_000;
    await post(batch([view()]));
    expect(await totals()).toMatchObject({ valid: 1 });
  });
});

describe('reactions', () => {
  const give = (
    headers: Record<string, string> = {},
    body: string = JSON.stringify({ token: site.token() }),
  ) =>
    site.app.request('/api/v1/reactions', {
      method: 'POST',
      body,
      headers: { ...readerHeaders, 'content-type': 'application/json', ...headers },
    });
  const takeBack = (receipt: string) =>
    site.app.request('/api/v1/reactions/take-back', {
      method: 'POST',
      body: JSON.stringify({ receipt }),
      headers: { ...readerHeaders, 'content-type': 'application/json' },
    });
  const count = async () => (await audienceNumbers(site.databases).countsOf('story-1')).reactions;

  it('are given once, and taken back with the receipt only', async () => {
    const { receipt } = (await (await give()).json()) as { receipt: string };
    expect(await count()).toBe(1);
    const again = await give();
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'already_given' });
    expect((await takeBack('A'.repeat(22))).status).toBe(404);
    expect(
      JSON.stringify(await site.databases.read.selectFrom('reactions').selectAll().execute()),
    ).not.toContain(receipt);
    expect((await takeBack(receipt)).status).toBe(200);
    expect(await count()).toBe(0);
    expect((await takeBack(receipt)).status).toBe(404);
    expect((await give()).status).toBe(201);
  });

  it('count one of many that race', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => give()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(await count()).toBe(1);
  });

  it('work as a form, with a page that can take it back', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const page = await (await give(form, new URLSearchParams({ token: site.token() }).toString())).text();
    expect(page).toContain('href="/2026/05/story-1"');
    const receipt = /name="receipt" value="([^"]+)"/.exec(page)![1]!;
    const taken = await site.app.request('/api/v1/reactions/take-back', {
      method: 'POST',
      body: new URLSearchParams({ receipt }).toString(),
      headers: { ...readerHeaders, ...form },
    });
    expect(await taken.text()).toContain('Taken back');
    expect(await count()).toBe(0);
  });

  it.each<[string, number, Record<string, string>, string | undefined]>([
    ['another origin', 403, { origin: 'https://elsewhere.example' }, undefined],
    ['a crawler', 403, { 'user-agent': 'Examplebot/1.0' }, undefined],
    ['a forged token', 400, {}, '{"token":"forged"}'],
    ['no token', 400, {}, '{}'],
    ['no JSON', 400, {}, 'token'],
  ])('refuse %s: %i', async (_what, status, headers, body) => {
    expect((await give(headers, body)).status).toBe(status);
    expect(await count()).toBe(0);
  });
});
