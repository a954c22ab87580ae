import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FetchOptions, fetchPublic, userAgent } from './fetch-public.js';

const routes: Record<string, RequestListener> = {
  '/feed': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end('feed');
  },
  '/agent': (request, response) => {
    response.end(`${request.headers['user-agent']} ${request.headers.host?.replace(/:\d+$/, '')}`);
  },
  '/gzip': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
  },
  '/br': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('packed'));
  },
  '/bomb': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
  },
  '/odd': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'compress' }).end('x');
  },
  '/large': (_request, response) => {
    response.end(Buffer.alloc(1_000_000));
  },
  '/slow': (_request, response) => {
    response.write('some');
  },
  '/missing': (_request, response) => {
    response.writeHead(404).end();
  },
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('some', () => response.destroy());
  },
  '/to-feed': (_request, response) => {
    response.writeHead(302, { location: '/feed' }).end();
  },
  '/to-private': (_request, response) => {
    response.writeHead(302, { location: 'http://intranet.example/admin' }).end();
  },
  '/to-file': (_request, response) => {
    response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  },
  '/loop': (_request, response) => {
    response.writeHead(302, { location: '/loop' }).end();
  },
};

const server = createServer((request, response) => routes[request.url ?? '']?.(request, response));
let port: number;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const hosts: Readonly<Record<string, readonly string[]>> = {
  'news.example': ['127.0.0.1'],
  'intranet.example': ['10.0.0.8'],
  'mixed.example': ['1.1.1.1', '192.168.0.1'],
  'none.example': [],
};

const options: FetchOptions = {
  maxBytes: 100_000,
  timeoutMs: 5_000,
  allow: ['127.0.0.1'],
  resolve: async (host) => hosts[host] ?? [],
};

async function fetched(path: string, more: Partial<FetchOptions> = {}) {
  const url = path.startsWith('/') ? `http://news.example:${port}${path}` : path;
  const { bytes, ...told } = await fetchPublic(url, { ...options, ...more });
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { ...told, text: Buffer.concat(pieces).toString() };
}

describe('a public address', () => {
  it('is fetched from the address that its name was checked by', async () => {
    expect(await fetched('/feed')).toEqual({
      text: 'feed',
      finalUrl: `http://news.example:${port}/feed`,
      contentType: 'application/rss+xml; charset=utf-8',
    });
    expect((await fetched('/agent')).text).toBe(`${userAgent} news.example`);
  });

  it('is followed to where it leads, and unpacked', async () => {
    expect(await fetched('/to-feed')).toMatchObject({
      text: 'feed',
      finalUrl: `http://news.example:${port}/feed`,
    });
    expect((await fetched('/gzip')).text).toBe('packed');
    expect((await fetched('/br')).text).toBe('packed');
  });
});

describe('refused', () => {
  it.each([
    ['ftp://news.example/', 'is neither http nor https'],
    ['file:///etc/passwd', 'is neither http nor https'],
    ['news', 'is no address'],
    ['http://ann:secret@news.example/', 'carries credentials'],
    ['http://intranet.example/', 'leads to 10.0.0.8, which is not public (private)'],
    ['http://mixed.example/', 'leads to 192.168.0.1, which is not public (private)'],
    ['http://none.example/', 'has a host without an address'],
    ['http://10.0.0.8/', 'leads to 10.0.0.8, which is not public (private)'],
    ['http://0x7f.2/', 'leads to 127.0.0.2, which is not public (loopback)'],
    ['http://2130706434/', 'leads to 127.0.0.2, which is not public (loopback)'],
    ['http://[::ffff:10.0.0.8]/', 'leads to ::ffff:a00:8, which is not public (private)'],
    ['http://[::1]/', 'leads to ::1, which is not public (unspecified)'],
    ['/to-private', 'leads to 10.0.0.8, which is not public (private)'],
    ['/to-file', 'is neither http nor https'],
    ['/loop', 'redirects more than 5 times'],
    ['/missing', 'answers with status 404'],
    ['/large', 'is larger than 100000 bytes'],
    ['/bomb', 'is larger than 100000 bytes'],
    ['/odd', 'is sent in the encoding “compress”, which was not asked for'],
    ['/cut', 'cannot be read'],
  ])('%s: %s', async (path, reason) => {
    await expect(fetched(path)).rejects.toMatchObject({
      code: 'fetch_refused',
      message: expect.stringContaining(reason),
    });
  });

  it('when the whole takes too long', async () => {
    await expect(fetched('/slow', { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'fetch_refused',
      message: expect.stringContaining('gave no whole answer within 200 ms'),
    });
  });

  it('without naming a secret', async () => {
    await expect(fetched('http://ann:secret@news.example/')).rejects.not.toMatchObject({
      message: expect.stringContaining('secret'),
    });
  });

  it('on the machine itself, unless a test allows it', async () => {
    await expect(fetched('/feed', { allow: [] })).rejects.toMatchObject({
      message: expect.stringContaining('leads to 127.0.0.1, which is not public (loopback)'),
    });
  });
});
