import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Problem } from '../../base/problem.js';
import type { HostCheck } from './allowed-hosts.js';
import type { PageCache } from './page-cache.js';
import { sendReady } from './send.js';
import type { StaticFiles } from './static-files.js';

export interface ServerParts {
  readonly site: Hono;
  readonly pages: PageCache;
  readonly files: StaticFiles;
  readonly isAllowedHost: HostCheck;
  /** Answers readers' reports as they mostly are; false where a request has to go the whole way. */
  readonly reports: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * A sender that dribbles its request holds a socket, not the server, and is told 408 when its time is over. Node looks
 * only every 30 seconds unless told otherwise, which would double the longest of these times.
 */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
} as const;

/** A ready page and a plain report are answered without entering the router; everything else goes the whole way. */
export function makeServer({ site, pages, files, isAllowedHost, reports }: ServerParts): Server {
  const wholeWay = getRequestListener(site.fetch);
  return createServer(limits, (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      const path = request.url ?? '';
      const ready = pages.find(path) ?? files.find(path);
      if (ready !== undefined && isAllowedHost(request.headers.host))
        return sendReady(ready, request, response);
    } else if (isAllowedHost(request.headers.host) && reports(request, response)) return;
    return void wholeWay(request, response);
  });
}

/** Listens, or says in one sentence why not. Returns the port, which was chosen by the system for port 0. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Problem(
            'port_taken',
            `Port ${port} on ${host} is taken by another program. Stop it, or choose another port with BROADSHEET_PORT.`,
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new Problem(
            'port_taken',
            `Port ${port} may not be used by this account. Choose one above 1023 with BROADSHEET_PORT.`,
          ),
        );
      } else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
