import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Encoding, encodingFor, matchesEtag, type ReadyPage } from './page-cache.js';
import { publicSecurityHeaders } from './security-headers.js';

/** WOFF2 and the like are the same bytes in every encoding: they go without a content-encoding. */
const isEncoded = (page: ReadyPage, encoding: Encoding): boolean =>
  encoding !== 'identity' && page.bodies[encoding].bytes !== page.bodies.identity.bytes;

/** Status, headers and body of a ready page for one request; 304 where the reader has it already. */
export function responseOf(
  page: ReadyPage,
  acceptEncoding: string | undefined,
  ifNoneMatch: string | undefined,
) {
  const encoding = encodingFor(acceptEncoding);
  const { bytes, etag } = page.bodies[encoding];
  const isUnchanged = page.status === 200 && matchesEtag(ifNoneMatch, etag);
  const headers: Record<string, string> = { ...page.headers, ...publicSecurityHeaders };
  if (page.status === 200) headers.etag = etag;
  if (isUnchanged) return { status: 304, headers, bytes: undefined };
  if (isEncoded(page, encoding)) headers['content-encoding'] = encoding;
  headers['content-length'] = String(bytes.length);
  return { status: page.status, headers, bytes };
}

/** The short way for a page that is ready: no routing, no copying, no promise. */
export function sendReady(page: ReadyPage, request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, bytes } = responseOf(
    page,
    request.headers['accept-encoding'] as string | undefined,
    request.headers['if-none-match'],
  );
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
