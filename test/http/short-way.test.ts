import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/problem.js';
import { eventRoutes, takeReports } from '../../src/site/api/events.js';
import { reportListener } from '../../src/site/api/report-listener.js';
import { Failures } from '../../src/site/http/failures.js';
import { PageCache } from '../../src/site/http/page-cache.js';
import { listen, makeServer } from '../../src/site/http/server.js';
import { buildSite } from '../../src/site/http/site.js';
import { StaticFiles } from '../../src/site/http/static-files.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const noon = Date.UTC(2026, 4, 12, 10);
const path = '/api/v1/events';

/** The same report to a server that tries the short way first and to one that has none. */
let site: CountingSite;
let folder: string;
let servers: { readonly short: Server; readonly whole: Server };
let tookShortWay = 0;
/** What the ledger fails with, if it does. */
let failure: { readonly reason: unknown } | undefined;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openCountingSite(folder, noon);
  const log = pino({ level: 'silent' });
  const take = takeReports({
    ...site.deps,
    buffer: {
      record: (events) => (failure ? Promise.reject(failure.reason) : site.deps.buffer.record(events)),
    },
  });
  const isAllowedHost = (host: string | undefined) => host === 'paper.example';
  const pages = new PageCache(0);
  const files = new StaticFiles([]);
  const hono = buildSite({
    pages,
    files,
    routes: [],
    mounts: [{ at: '/api/v1', app: eventRoutes(site.deps, take) }],
    isAllowedHost,
    errorPage: (status) => ({ status, contentType: 'text/html', body: '', tags: [] }),
    clock: () => noon,
    log,
  });
  const listener = reportListener(path, { ...site.deps, take, failures: new Failures(log) });
  const serve = async (reports: typeof listener) => {
    const server = makeServer({ site: hono, pages, files, isAllowedHost, reports });
    await listen(server, '127.0.0.1', 0);
    return server;
  };
  servers = {
    short: await serve((...asked) => {
      const took = listener(...asked);
      tookShortWay += took ? 1 : 0;
      return took;
    }),
    whole: await serve(() => false),
  };
});
afterAll(async () => {
  for (const server of Object.values(servers)) server.close();
  await site.close();
  removeFolder(folder);
});
beforeEach(async () => {
  tookShortWay = 0;
  failure = undefined;
  await clearAudience(site.databases);
});

let lastId = 0;
function report(fields: object = {}): string {
  lastId += 1;
  const event = { id: `event${String(lastId).padStart(12, '0')}`, kind: 'view', ageMs: 0 };
  return JSON.stringify({ v: 1, token: site.token(), events: [event], ...fields });
}

/** A list sends the header once for each. */
type SentHeaders = Readonly<Record<string, string | string[] | undefined>>;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function ask(server: Server, body: string | Buffer, headers: SentHeaders): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const sent = {
    host: 'paper.example',
    origin,
    'sec-fetch-site': 'same-origin',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    'content-type': 'text/plain',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const asking = request({ port, path, method: 'POST', headers: definedOf(sent) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

const definedOf = (headers: SentHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => !!entry[1]),
  );

const tellingHeaders = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    ['retry-after', 'access-control-allow-origin', 'vary', 'content-type'].map((name) => [
      name,
      headers[name]?.toString().split(';')[0],
    ]),
  );

describe('a report by the short way and by the whole one', () => {
  it.each<[string, number, boolean, () => string | Buffer, SentHeaders]>([
    ['a view', 202, true, () => report(), {}],
    ['a view in three alphabets', 400, true, () => report({ note: 'żółw, 海, بحر' }), {}],
    [
      'a forged token',
      400,
      true,
      () => report({ token: site.token().replace(/.{22}$/, 'A'.repeat(22)) }),
      {},
    ],
    ['no JSON', 400, true, () => 'view', {}],
    ['nothing', 400, true, () => '', {}],
    ['a byte order mark before it', 202, true, () => `\ufeff${report()}`, {}],
    ['bytes that are no letters', 400, true, () => Buffer.from('7b22ff22c37d', 'hex'), {}],
    ['too many bytes', 413, false, () => report({ signs: ['x'.repeat(17_000)] }), {}],
    [
      'no told length',
      202,
      false,
      () => report(),
      { 'content-length': undefined, 'transfer-encoding': 'chunked' },
    ],
    ['a compressed body', 415, false, () => gzipSync(report()), { 'content-encoding': 'gzip' }],
    ['a body that is named as it is', 202, false, () => report(), { 'content-encoding': 'identity' }],
    ['another configured origin', 202, false, () => report(), { origin: 'https://partner.example' }],
    ['an origin that is not configured', 403, false, () => report(), { origin: 'https://elsewhere.example' }],
    ['no origin, but a browser that says so', 202, false, () => report(), { origin: undefined }],
    ['another host', 421, false, () => report(), { host: 'elsewhere.example' }],
    ['two origins', 403, false, () => report(), { origin: [origin, origin] }],
    ['two agents', 202, false, () => report(), { 'user-agent': ['Mozilla/5.0', 'Examplebot/1.0'] }],
  ])('%s: %i', async (_what, status, isShort, body, headers) => {
    const short = await ask(servers.short, body(), headers);
    const whole = await ask(servers.whole, body(), headers);
    expect(short.status).toBe(status);
    expect(tookShortWay).toBe(isShort ? 1 : 0);
    expect({ ...short, headers: tellingHeaders(short.headers) }).toEqual({
      ...whole,
      headers: tellingHeaders(whole.headers),
    });
  });

  it('is told to come again where too much comes', async () => {
    failure = { reason: new Problem('overloaded', 'Full.') };
    const [short, whole] = [await ask(servers.short, report(), {}), await ask(servers.whole, report(), {})];
    expect(short).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, text: whole.text });
    expect(tellingHeaders(short.headers)).toEqual(tellingHeaders(whole.headers));
  });

  it('loses its connection, and no more, by a failure that nobody can read', async () => {
    failure = { reason: undefined };
    await expect(ask(servers.short, report(), {})).rejects.toThrow('socket hang up');
    failure = undefined;
    expect(await ask(servers.short, report(), {})).toMatchObject({ status: 202 });
  });

  it('counts the same event once, whichever way it came', async () => {
    const same = report();
    for (const server of [servers.short, servers.whole, servers.short]) await ask(server, same, {});
    const views = await site.databases.read.selectFrom('tallies').select(['class', 'views']).execute();
    expect(views.sort((a, b) => a.views - b.views)).toEqual([
      { class: 'valid', views: 1 },
      { class: 'seen-id', views: 2 },
    ]);
  });
});
