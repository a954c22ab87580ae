import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventBatchSchema } from '../../src/audience/intake/event-schema.js';
import { pageTokens } from '../../src/audience/intake/page-token.js';
import { countingRules } from '../../src/audience/rules.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** What is sent to be counted by those who are no readers: refused in words, counted nowhere, kept in no row. */
const noon = Date.UTC(2026, 4, 12, 10);
const minuteMs = 60_000;
const dayMs = 86_400_000;
const readerHeaders = {
  'content-type': 'text/plain',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'accept-language': 'en-GB',
  'sec-fetch-site': 'same-origin',
  origin,
};
type Headers = Readonly<Record<string, string>>;

let site: CountingSite;
let folder: string;
let lastId = 0;
const newId = () => {
  lastId += 1;
  return `event${String(lastId).padStart(12, '0')}`;
};
const view = () => ({ id: newId(), kind: 'view', ageMs: 0 });
const batch = (fields = {}) => JSON.stringify({ v: 1, token: site.token(), events: [view()], ...fields });
const post = (path: string, body: RequestInit['body'], headers: Headers) =>
  site.app.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
const send = (body: RequestInit['body'], headers: Headers = {}) =>
  post('/api/v1/events', body, { ...readerHeaders, ...headers });

/** Views by story and class, and the number of rows in everything that could hold a trace. */
async function stored() {
  const { read } = site.databases;
  const tallies = await read
    .selectFrom('tallies')
    .select(['story_id', 'class', 'reason', 'views', 'reactions_given'])
    .execute();
  const rows: Record<string, number> = {};
  for (const table of [
    'events',
    'event_ids',
    'readers',
    'site_sketches',
    'story_counts',
    'reactions',
  ] as const)
    rows[table] = (await read.selectFrom(table).selectAll().execute()).length;
  return { tallies, rows };
}
const nothing = {
  tallies: [],
  rows: { events: 0, event_ids: 0, readers: 0, site_sketches: 0, story_counts: 0, reactions: 0 },
};
const viewsBy = async (storyId = 'story-1') => {
  const { tallies } = await stored();
  const of = tallies.filter(({ story_id, views }) => story_id === storyId && views > 0);
  return Object.fromEntries(of.map((tally) => [tally.reason || 'counted', tally.views]));
};

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openCountingSite(folder, noon);
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});
let hours = 0;
beforeEach(async () => {
  // An hour of its own for each: what one flood did to the pace is forgotten by the next.
  hours += 1;
  Object.assign(site.time, { now: noon + hours * 60 * minuteMs, isStaff: false, address: '203.0.114.7' });
  await clearAudience(site.databases);
});

const bomb = Buffer.alloc(10_000_000, ' ');
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** So many bytes without a declared length, and how many of them were asked for. */
function streamed(bytes: number): {
  readonly body: ReadableStream<Uint8Array>;
  readonly taken: () => number;
} {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken >= bytes) return controller.close();
      taken += 4096;
      controller.enqueue(new Uint8Array(4096).fill(32));
    },
  });
  return { body, taken: () => taken };
}

describe.each([
  ['/api/v1/events', 'text/plain'],
  ['/api/v1/reactions', 'application/json'],
  ['/api/v1/reactions/take-back', 'application/json'],
  ['/api/v1/reactions', 'application/x-www-form-urlencoded'],
])('a body for %s (%s)', (path, contentType) => {
  it.each<[string, number, string, () => RequestInit['body'], Headers]>([
    ['10 MB', 413, 'too_large', () => ' '.repeat(10_000_000), {}],
    ['10 MB by its own word', 413, 'too_large', () => '{}', { 'content-length': '10000000' }],
    ['10 MB without a length', 413, 'too_large', () => streamed(10_000_000).body, {}],
    ['a depth of 100,000', 413, 'too_large', () => deep(100_000), {}],
    ['a gzip bomb', 415, 'unsupported_encoding', () => gzipSync(bomb), { 'content-encoding': 'gzip' }],
    [
      'a brotli bomb',
      415,
      'unsupported_encoding',
      () => brotliCompressSync(bomb),
      { 'content-encoding': 'br' },
    ],
    [
      'a deflate bomb',
      415,
      'unsupported_encoding',
      () => deflateSync(bomb),
      { 'content-encoding': 'deflate' },
    ],
    [
      'gzip in gzip',
      415,
      'unsupported_encoding',
      () => gzipSync(gzipSync(bomb)),
      { 'content-encoding': 'gzip, gzip' },
    ],
    ['an unknown encoding', 415, 'unsupported_encoding', () => batch(), { 'content-encoding': 'X-Own' }],
    ['a depth of 2,000', 400, 'invalid_input', () => deep(2000), {}],
    ['a depth of 2,000 in a field', 400, 'invalid_input', () => `{"token":${deep(1990)}}`, {}],
    ['compressed bytes that do not say so', 400, 'invalid_input', () => gzipSync('{}'), {}],
    ['a null', 400, 'invalid_input', () => 'null', {}],
    ['nothing', 400, 'invalid_input', () => '', {}],
    ['bytes that are no text', 400, 'invalid_input', () => Buffer.from([0xff, 0xfe, 0, 1]), {}],
  ])('of %s is refused: %i %s', async (_what, status, code, body, headers) => {
    const answer = await post(path, body(), { ...readerHeaders, 'content-type': contentType, ...headers });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, detail: expect.stringMatching(/\w/) });
    expect(await stored()).toEqual(nothing);
  });
});

it('a body without a length is read no further than its limit', async () => {
  const { body, taken } = streamed(10_000_000);
  expect((await send(body)).status).toBe(413);
  expect(taken()).toBeLessThan(64 * 1024);
});

it('a body that breaks off is refused, and is no fault of the site', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('aborted')),
  });
  const answer = await send(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'invalid_input' });
  expect(await stored()).toEqual(nothing);
});

describe('an event of wrong types', () => {
  const whole = () => ({
    v: 1,
    token: site.token(),
    signs: ['webdriver'],
    events: [
      view(),
      { ...view(), kind: 'leave', dwellSeconds: 3, scrollPercent: 50 },
      { ...view(), kind: 'click', list: 'related', position: 1, edition: 4 },
    ],
  });
  const places = [
    ...['v', 'token', 'signs', 'events', 'slate', '__proto__', 'more'].map((name) => [name]),
    ...['id', 'kind', 'ageMs', '__proto__', 'constructor'].map((name) => ['events', '0', name]),
    ...['dwellSeconds', 'scrollPercent', 'id'].map((name) => ['events', '1', name]),
    ...['list', 'position', 'edition'].map((name) => ['events', '2', name]),
  ];
  const put = (body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
    const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>;
    const inner = rest.length === 0 ? value : put(copy[name!], rest, value);
    Object.defineProperty(copy, name!, { value: inner, enumerable: true });
    return copy;
  };

  it('is refused whole, whatever stands wherever', async () => {
    const values = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.bigInt().map(Number), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), values, async (place, value) => {
        const body = JSON.stringify(put(whole(), place, value));
        fc.pre(!eventBatchSchema.safeParse(JSON.parse(body)).success);
        const answer = await send(body);
        expect([400, 413]).toContain(answer.status);
        expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/invalid_input|too_large/) });
      }),
      { numRuns: 400 },
    );
    expect(await stored()).toEqual(nothing);
  });
});

describe('a post from', () => {
  const partner = 'https://partner.example';
  type From = readonly [string, Headers, boolean];
  const cases: readonly From[] = [
    ['a page of the site', { origin, 'sec-fetch-site': 'same-origin' }, true],
    ['a page of a configured origin', { origin: partner, 'sec-fetch-site': 'cross-site' }, true],
    ['a page of the site, by Sec-Fetch-Site alone', { 'sec-fetch-site': 'same-origin' }, true],
    ['a page of the site, by its Referer alone', { referer: `${origin}/2026/05/x` }, true],
    ['another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }, false],
    [
      'another site that claims to be the same',
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
      false,
    ],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
    ['the same host without TLS', { origin: origin.replace('https', 'http') }, false],
    ['the same host on another port', { origin: `${origin}:8443` }, false],
    ['a subdomain', { origin: 'https://evil.paper.example', 'sec-fetch-site': 'same-site' }, false],
    ['a name that begins alike', { origin: `${origin}.evil.example` }, false],
    ['two origins at once', { origin: `${origin}, https://elsewhere.example` }, false],
    ['an empty origin', { origin: '' }, false],
    ['another site without an origin', { 'sec-fetch-site': 'cross-site' }, false],
    ['another site with our Referer', { 'sec-fetch-site': 'cross-site', referer: `${origin}/` }, false],
    ['a typed address', { 'sec-fetch-site': 'none', referer: `${origin}/` }, false],
    ['a Referer of another site', { referer: `https://elsewhere.example/?${origin}` }, false],
    ['a Referer that is no address', { referer: 'paper.example' }, false],
    ['nowhere', {}, false],
  ];
  const { origin: _, 'sec-fetch-site': __, ...plain } = readerHeaders;

  it.each(cases)('%s', async (_what, headers, isOwn) => {
    const token = site.token('story-1');
    const reaction = { ...plain, ...headers, 'content-type': 'application/json' };
    const answers = {
      events: await post('/api/v1/events', batch(), { ...plain, ...headers }),
      give: await post('/api/v1/reactions', JSON.stringify({ token }), reaction),
      takeBack: await post('/api/v1/reactions/take-back', '{"receipt":"AAAAAAAAAAAAAAAAAAAAAA"}', reaction),
    };
    const statuses = Object.values(answers).map(({ status }) => status);
    if (isOwn) {
      expect(statuses).toEqual([202, expect.any(Number), 404]);
      // Without Sec-Fetch headers it is let in, and is no browser of today.
      if (headers['sec-fetch-site'] !== undefined) expect(answers.give.status).toBe(201);
      else expect(await answers.give.json()).toMatchObject({ code: 'forbidden' });
    } else {
      expect(statuses).toEqual([403, 403, 403]);
      for (const answer of Object.values(answers)) {
        expect(await answer.json()).toMatchObject({ code: 'bad_origin' });
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
      expect(await stored()).toEqual(nothing);
    }
  });
});

describe('a token that is', () => {
  const part = (at: number, value: string) => () => {
    const parts = site.token('story-1').split('.');
    parts[at] = value;
    return parts.join('.');
  };
  const macOf = (token: string) => token.slice(token.lastIndexOf('.') + 1);
  const ofOtherKey = () =>
    pageTokens([{ id: 'k1', secret: new Uint8Array(32).fill(7) }]).sign('story-1', 60, site.time.now);
  const forged: readonly (readonly [string, () => string])[] = [
    ['signed by another key under our id', ofOtherKey],
    ['moved to another story', part(2, 'story-2')],
    ['moved to another day', part(3, 'zzz')],
    ['made to read faster', part(4, '0')],
    ['of a key that is not there', part(1, 'k2')],
    ['of a key named like a property', part(1, '__proto__')],
    ['of another version', part(0, '2')],
    ['without its signature', part(5, '')],
    ['with the signature of another story', () => part(5, macOf(site.token('story-2')))()],
    ['with a signature of zeroes', part(5, 'A'.repeat(22))],
    ['with something after it', () => `${site.token()} `],
    ['with a line after it', () => `${site.token()}\n`],
    ['with a zero byte in it', () => site.token().replace('story', 'st\0ry')],
    ['empty', () => ''],
  ];

  it.each(forged)('%s counts nowhere and leaves no row of its story', async (_what, make) => {
    const answer = await send(batch({ token: make() }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_input' });
    const { tallies, rows } = await stored();
    expect(rows).toEqual(nothing.rows);
    expect(tallies).toMatchObject([{ story_id: '', class: 'unverified', reason: 'forged-token', views: 1 }]);

    const reaction = await post('/api/v1/reactions', JSON.stringify({ token: make() }), {
      ...readerHeaders,
      'content-type': 'application/json',
    });
    expect(reaction.status).toBe(400);
    expect((await stored()).rows).toEqual(nothing.rows);
  });

  it('flung in thousands grows one tally and nothing else', async () => {
    await Promise.all(
      Array.from({ length: 2000 }, (_, index) =>
        send(batch({ token: `1.k1.s${index}.abc.1o.${'A'.repeat(22)}` })),
      ),
    );
    const { tallies, rows } = await stored();
    expect(rows).toEqual(nothing.rows);
    expect(tallies).toMatchObject([{ story_id: '', reason: 'forged-token', views: 2000 }]);
  });
});

describe('a replay', () => {
  it('of one request from a hundred addresses counts once', async () => {
    const body = batch();
    for (let address = 0; address < 100; address += 1) {
      site.time.address = `198.51.${address}.7`;
      expect((await send(body)).status).toBe(202);
    }
    expect(await viewsBy()).toEqual({ counted: 1, 'seen-id': 99 });
    expect((await stored()).rows).toMatchObject({ event_ids: 1, readers: 1 });
  });

  it('side by side counts once', async () => {
    const body = batch();
    await Promise.all(Array.from({ length: 30 }, () => send(body)));
    expect(await viewsBy()).toEqual({ counted: 1, 'seen-id': 29 });
  });

  it('of an id within one request counts once', async () => {
    const event = view();
    await send(batch({ events: [event, event, event] }));
    expect(await viewsBy()).toEqual({ counted: 1, 'seen-id': 2 });
  });

  it.each([1, 2, 3, 4, 5, 30])(
    '%i days later counts nothing, though ids are forgotten after four',
    async (days) => {
      const body = batch();
      await send(body);
      site.time.now += days * dayMs;
      await ledgerStore(site.databases, 'test').prune({
        fineTallies: site.time.now - 2 * dayMs,
        ids: site.time.now - 4 * dayMs,
        evidence: site.time.now - 35 * dayMs,
      });
      expect((await send(body)).status).toBe(202);
      const { counted, ...others } = await viewsBy();
      expect(counted).toBe(1);
      expect(others).toEqual(days < 3 ? { 'seen-id': 1 } : { 'expired-token': 1 });
    },
  );

  it('of a page of tomorrow counts nothing', async () => {
    const now = site.time.now;
    site.time.now += dayMs;
    const token = site.token();
    site.time.now = now;
    expect((await send(batch({ token }))).status).toBe(202);
    expect(await viewsBy()).toEqual({ 'expired-token': 1 });
  });
});

describe('a flood from one network', () => {
  const networkLimit = 1200;
  const beyond = 60;
  /** Every request from an address and a browser of its own, so that nothing but the network is the same. */
  async function flood(
    addressOf: (index: number) => string,
    ask: (headers: Headers, index: number) => Response | Promise<Response>,
  ) {
    const answers: Response[] = [];
    for (let first = 0; first < networkLimit + beyond; first += 105) {
      const some = Array.from({ length: 105 }, (_, index) => first + index);
      const headers = (index: number) => ({
        'x-forwarded-for': addressOf(index),
        'accept-language': `en-${index}`,
      });
      answers.push(...(await Promise.all(some.map((index) => ask(headers(index), index)))));
    }
    return answers;
  }

  it.each<[string, (index: number) => string]>([
    ['a /24', (index) => `203.0.115.${index % 250}`],
    ['an IPv6 /48', (index) => `2001:db9:7:${index.toString(16)}::1`],
  ])('of views: %s counts up to its limit, the rest is told apart', async (_what, addressOf) => {
    // On as many stories as there are: a flood on one is held back sooner.
    const answers = await flood(addressOf, (headers, index) =>
      send(batch({ token: site.token(`story-${index % 60}`) }), headers),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const { tallies } = await stored();
    const told = (reason: string) =>
      tallies.filter((tally) => tally.reason === reason).reduce((sum, { views }) => sum + views, 0);
    expect([told(''), told('network-pace')]).toEqual([networkLimit, beyond]);
    expect((await stored()).rows).toMatchObject({ event_ids: networkLimit, readers: networkLimit });
  });

  it('of views of one story is held to what a network may have of it', async () => {
    const answers = await flood(
      (index) => `203.0.117.${index % 250}`,
      (headers) => send(batch(), headers),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const { counted, ...dropped } = await viewsBy();
    expect(counted).toBe(countingRules.crowdFreeViews.value);
    expect(Object.keys(dropped).sort()).toEqual(['network-crowd', 'network-pace']);
  });

  it('of reactions is refused beyond what readers of a network would give', async () => {
    const answers = await flood(
      (index) => `203.0.116.${index % 250}`,
      (headers, index) =>
        post('/api/v1/reactions', JSON.stringify({ token: site.token(`story-${index % 60}`) }), {
          ...readerHeaders,
          'content-type': 'application/json',
          ...headers,
        }),
    );
    const refused = answers.filter(({ status }) => status === 403);
    // Ten on each of sixty stories.
    const given = 60 * countingRules.crowdFreeViews.value;
    expect(refused).toHaveLength(answers.length - given);
    expect(await refused[0]!.json()).toMatchObject({ code: 'forbidden' });
    expect((await stored()).rows).toMatchObject({ reactions: given });
  });

  it('of one browser on many stories stops at what a person can read', async () => {
    for (let story = 0; story < 60; story += 1) await send(batch({ token: site.token(`story-${story}`) }));
    const { tallies } = await stored();
    expect(tallies.filter((tally) => tally.class === 'valid')).toHaveLength(40);
    expect(tallies.filter((tally) => tally.reason === 'browser-pace')).toHaveLength(20);
  });

  it('of fifty views in one request counts none of them', async () => {
    await send(batch({ events: Array.from({ length: 50 }, view) }));
    expect(await viewsBy()).toEqual({ 'browser-pace': 50 });
    expect((await stored()).rows).toMatchObject({ event_ids: 0, readers: 0, story_counts: 0 });
  });
});
