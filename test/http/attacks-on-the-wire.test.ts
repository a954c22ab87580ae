import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';

/** What no well-behaved HTTP library sends, written to the socket of the built site. */
let site: RunningSite;
let host: string;
let logged = '';

interface Exchange {
  readonly socket: Socket;
  /** All that came back once the site has closed the connection, or nothing more comes for a while. */
  readonly answer: Promise<string>;
}

function dial(): Exchange {
  const { hostname, port } = new URL(site.origin);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk;
  });
  // The site may close while bytes are still on their way to it.
  socket.on('error', () => undefined);
  return { socket, answer: new Promise((resolve) => socket.once('close', () => resolve(said))) };
}

const head = (path: string, ...headers: readonly string[]) =>
  [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Origin: ${site.origin}`, ...headers, '', ''].join('\r\n');

/** Sends in pieces, for as long as the site takes them, and returns what it said. */
async function send(first: string, pieces: Iterable<Buffer | string> = []): Promise<string> {
  const { socket, answer } = dial();
  let isOver = false;
  void answer.then(() => {
    isOver = true;
  });
  socket.write(first);
  for (const piece of pieces) {
    if (isOver) break;
    if (!socket.write(piece))
      await Promise.race([new Promise((drained) => socket.once('drain', drained)), answer]);
  }
  socket.end();
  return answer;
}

const megabyte = Buffer.alloc(1024 * 1024, ' ');
function* tenMegabytes(isChunked: boolean): Generator<Buffer | string> {
  for (let sent = 0; sent < 10; sent += 1) {
    if (isChunked) yield `${megabyte.length.toString(16)}\r\n`;
    yield megabyte;
    if (isChunked) yield '\r\n';
  }
  if (isChunked) yield '0\r\n\r\n';
}

const lengthOf = (bytes: number) => `Content-Length: ${bytes}`;
const bomb = gzipSync(Buffer.alloc(10_000_000));

interface Slow {
  readonly what: string;
  readonly answer: Promise<string>;
}
let slow: readonly Slow[] = [];

/** Sends the start, and then a byte a second until the site has had enough. */
function dribble(what: string, start: string): Slow {
  const { socket, answer } = dial();
  socket.write(start);
  const timer = setInterval(() => socket.write('x'), 1000);
  void answer.then(() => clearInterval(timer));
  return { what, answer };
}

beforeAll(async () => {
  site = await startSite();
  host = new URL(site.origin).host;
  site.process.stderr!.on('data', (chunk) => {
    logged += chunk;
  });
  // Begun here, so that the other tests run while the site waits for these.
  slow = [
    dribble('the first line', 'POST /api'),
    dribble('a header', `POST /api/v1/events HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `),
    dribble('a body', head('/api/v1/events', lengthOf(10_000))),
    dribble('a body without a length', `${head('/api/v1/events', 'Transfer-Encoding: chunked')}2710\r\n`),
    dribble(
      'a form',
      head('/newsroom/sign-in', lengthOf(10_000), 'Content-Type: application/x-www-form-urlencoded'),
    ),
  ];
}, 120_000);
afterAll(() => site?.stop());

const stored = () =>
  ['events', 'event_ids', 'readers', 'tallies', 'reactions'].map(
    (table) => site.query<{ n: number }>(`select count(*) as n from ${table}`)[0]!.n,
  );

describe('a request that is no request of a reader', () => {
  const events = '/api/v1/events';
  it.each<[string, RegExp, () => string, () => Iterable<Buffer | string>]>([
    [
      '10 MB',
      /^HTTP\/1.1 413 .*"too_large"/s,
      () => head(events, lengthOf(10 * megabyte.length)),
      () => tenMegabytes(false),
    ],
    [
      '10 MB in chunks',
      /^HTTP\/1.1 413 .*"too_large"/s,
      () => head(events, 'Transfer-Encoding: chunked'),
      () => tenMegabytes(true),
    ],
    [
      '10 MB to the sign-in',
      /^HTTP\/1.1 413 /,
      () => head('/newsroom/sign-in', lengthOf(10 * megabyte.length)),
      () => tenMegabytes(false),
    ],
    [
      'a gzip bomb',
      /^HTTP\/1.1 415 .*"unsupported_encoding"/s,
      () => head(events, lengthOf(bomb.length), 'Content-Encoding: gzip'),
      () => [bomb],
    ],
    [
      'a gzip bomb to the sign-in',
      /^HTTP\/1.1 415 /,
      () => head('/newsroom/sign-in', lengthOf(bomb.length), 'Content-Encoding: gzip'),
      () => [bomb],
    ],
    ['two lengths', /^HTTP\/1.1 400 /, () => head(events, lengthOf(2), lengthOf(30)), () => ['{}']],
    [
      'a length and chunks',
      /^HTTP\/1.1 400 /,
      () => head(events, lengthOf(2), 'Transfer-Encoding: chunked'),
      () => ['{}'],
    ],
    [
      'a length that is no number',
      /^HTTP\/1.1 400 /,
      () => head(events, 'Content-Length: 0x10'),
      () => ['{}'],
    ],
    ['a header of 64 KB', /^HTTP\/1.1 431 /, () => head(events, `X-Long: ${'x'.repeat(65_536)}`), () => []],
    ['no HTTP', /^HTTP\/1.1 400 /, () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', () => []],
  ])(
    '%s is refused',
    async (_what, said, first, pieces) => {
      expect(await send(first(), pieces())).toMatch(said);
      expect(stored()).toEqual([0, 0, 0, 0, 0]);
      expect((await site.get('/')).status).toBe(200);
    },
    60_000,
  );

  it('that ends in the middle of its body is no fault of the site', async () => {
    const { socket, answer } = dial();
    socket.write(`${head('/api/v1/events', lengthOf(1000))}{"v":1`);
    await sleep(50);
    socket.destroy();
    await answer;
    expect(stored()).toEqual([0, 0, 0, 0, 0]);
  });
});

it('a sender of a byte a second is cut off, and told so', async () => {
  for (const { what, answer } of slow) expect(await answer, what).toMatch(/^HTTP\/1.1 408 /);
  expect((await site.get('/')).status).toBe(200);
  expect(stored()).toEqual([0, 0, 0, 0, 0]);
}, 90_000);

it('nothing of all this is logged as a failure of the site', () => expect(logged).toBe(''));
