import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBeside, type RunningSite, startSite } from '../support/app.js';

/** How the server answers on the wire, where a ready page takes another way than one that is made. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

let site: RunningSite;
let path: string;

beforeAll(async () => {
  site = await startSite();
  const content = {
    headline: 'The swing bridge stays open',
    body: '<p>All week, said the port.</p>',
    topics: ['Bridge'],
  };
  path = (await publishBeside(site, content)).path;
}, 120_000);
afterAll(() => site?.stop());

function ask(method: string, target: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(site.origin + encodeURI(target), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** Once made and once ready: both answers have to be the same. */
async function twice(method: string, target: string, headers: Record<string, string> = {}): Promise<Answer> {
  const made = await ask(method, target, headers);
  const ready = await ask(method, target, headers);
  const { date: _, ...steady } = made.headers;
  expect(ready).toMatchObject({ status: made.status, body: made.body, headers: steady });
  return ready;
}

describe('hosts', () => {
  it.each(['news.example', 'news.example:4000', '127.0.0.1', '127.0.0.1:1', 'localhost'])(
    'answers for "%s" with 421, for a ready page too',
    async (host) => {
      await ask('GET', '/');
      const answer = await ask('GET', '/', { host });
      expect(answer.status).toBe(421);
      expect(answer.body.toString()).not.toContain('<html');
    },
  );

  it('takes its own under every name of the machine', async () => {
    const { port } = new URL(site.origin);
    for (const name of ['localhost', '127.0.0.1', '[::1]'])
      expect((await ask('GET', '/', { host: `${name}:${port}` })).status).toBe(200);
  });
});

/** Its bytes do not change with an Edition, which a site that has just started makes at any moment. */
const steady = '/how-we-count';

describe('pages', () => {
  it.each(['br', 'gzip', 'identity'])('come in %s, with a length and their own ETag', async (encoding) => {
    const { status, headers, body } = await twice('GET', steady, { 'accept-encoding': encoding });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers.vary).toBe('Accept-Encoding');
    const again = await ask('GET', steady, { 'accept-encoding': encoding, 'if-none-match': headers.etag! });
    expect(again).toMatchObject({ status: 304, headers: { etag: headers.etag } });
    expect(again.body).toHaveLength(0);
  });

  it('answer HEAD as GET, without the body', async () => {
    const got = await ask('GET', steady);
    const head = await twice('HEAD', steady);
    expect(head.body).toHaveLength(0);
    expect(head).toMatchObject({
      status: 200,
      headers: { etag: got.headers.etag, 'content-length': got.headers['content-length'] },
    });
  });

  it('do not know an ETag of other bytes', async () => {
    expect((await ask('GET', steady, { 'if-none-match': '"of-yesterday"' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuse %s and name what they take', async (method) => {
    expect(await ask(method, path)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it.each(['?utm_source=x', '?fbclid=1&p2=2', '?'])(
    'neither read nor keep the unknown query %s',
    async (query) => {
      const plain = await ask('GET', path);
      const asked = await ask('GET', `${path}${query}`);
      expect(asked).toMatchObject({ status: 200, body: plain.body, headers: { etag: plain.headers.etag } });
    },
  );

  it.each([
    ['cut in a character', '/%E0%A4%A'],
    ['of one percent', '/%'],
    ['with a zero', '/%00'],
    ['of another host', '//evil.example'],
    ['that climbs', '/..%2f..%2fetc/passwd'],
    ['of 5,000 letters', `/${'a'.repeat(5000)}`],
  ])('survive an address %s', async (_what, target) => {
    const answer = await fetchRaw(target);
    expect([400, 404]).toContain(answer);
  });

  /** As it stands, without the mending that clients do. */
  const fetchRaw = (target: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(site.origin);
      const asking = request({ hostname, port, path: target, method: 'GET' }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode!));
      });
      asking.on('error', reject);
      asking.end();
    });
});

describe('every public page', () => {
  const addresses = () => [
    '/',
    path,
    `/counted${path}`,
    '/topic/bridge',
    '/search?q=bridge',
    '/corrections',
    '/how-we-count',
    '/no/such/page',
    '/feed.rss',
  ];

  it('forbids and needs no script, style or handler of its own', async () => {
    for (const address of addresses()) {
      const { headers, body } = await ask('GET', address);
      expect(headers['content-security-policy'], address).toMatch(/script-src 'self';.*style-src 'self'/);
      expect(headers['content-security-policy'], address).not.toMatch(/unsafe|nonce/);
      // The path to pages of the site, and nothing to others.
      expect(headers['referrer-policy'], address).toBe('same-origin');
      expect(headers['x-content-type-options'], address).toBe('nosniff');
      const html = body.toString();
      expect(html, address).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
      for (const [tag] of html.matchAll(/<script[^>]*>/g))
        expect(tag, address).toMatch(/src="\/assets\/|type="application\/(ld\+)?json"/);
      expect(headers['set-cookie'], address).toBeUndefined();
    }
  });

  it('loads nothing from elsewhere', async () => {
    for (const address of addresses()) {
      const html = (await ask('GET', address)).body.toString();
      const loaded = [
        ...html.matchAll(/<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)="(https?:[^"]+)"[^>]*>/g),
      ];
      const foreign = loaded.filter(
        ([tag, url]) => !url!.startsWith(site.origin) && !/rel="(canonical|alternate)"/.test(tag),
      );
      expect(foreign, address).toEqual([]);
    }
  });
});
