import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Encoding, encodingFor, matchesEtag, type ReadyPage } from './page-cache.js';
import { publicSecurityHeaders } from './security-headers.js';

/** WOFF2 and the like are the same bytes in every encoding: they go without a content-encoding. */
const isEncoded = (page: ReadyPage, encoding: Encoding): boolean =>
  encoding !== 'identity' && page.bodies[encoding].bytes !== page.bodies.identity.bytes;

const isUnchangedFor = (page: ReadyPage, encoding: Encoding, ifNoneMatch: string | undefined): boolean =>
  page.status === 200 && matchesEtag(ifNoneMatch, page.bodies[encoding].etag);

function headersOf(page: ReadyPage, encoding: Encoding, isUnchanged: boolean): Record<string, string> {
  const { bytes, etag } = page.bodies[encoding];
  const headers: Record<string, string> = { ...page.headers, ...publicSecurityHeaders };
  if (page.status === 200) headers.etag = etag;
  if (isUnchanged) return headers;
  if (isEncoded(page, encoding)) headers['content-encoding'] = encoding;
  headers['content-length'] = String(bytes.length);
  return headers;
}

/** Status, headers and body of a ready page for one request; 304 where the reader has it already. */
export function responseOf(
  page: ReadyPage,
  acceptEncoding: string | undefined,
  ifNoneMatch: string | undefined,
) {
  const encoding = encodingFor(acceptEncoding);
  const isUnchanged = isUnchangedFor(page, encoding, ifNoneMatch);
  return {
    status: isUnchanged ? 304 : page.status,
    headers: headersOf(page, encoding, isUnchanged),
    bytes: isUnchanged ? undefined : page.bodies[encoding].bytes,
  };
}

/**
 * Names and values in turn, as node:http takes them without a look at each: made once for a page and encoding, because
 * making an object of a dozen headers for every request costs a third of all that can be served.
 */
const flatHeaders = new WeakMap<ReadyPage, Map<string, string[]>>();

function flatHeadersOf(page: ReadyPage, encoding: Encoding, isUnchanged: boolean): string[] {
  let kept = flatHeaders.get(page);
  if (kept === undefined) {
    kept = new Map();
    flatHeaders.set(page, kept);
  }
  const key = isUnchanged ? `unchanged ${encoding}` : encoding;
  let flat = kept.get(key);
  if (flat === undefined) {
    flat = Object.entries(headersOf(page, encoding, isUnchanged)).flat();
    kept.set(key, flat);
  }
  return flat;
}

/** The short way for a page that is ready: no routing, no copying, no promise. */
export function sendReady(page: ReadyPage, request: IncomingMessage, response: ServerResponse): void {
  const encoding = encodingFor(request.headers['accept-encoding'] as string | undefined);
  const isUnchanged = isUnchangedFor(page, encoding, request.headers['if-none-match']);
  response.writeHead(isUnchanged ? 304 : page.status, flatHeadersOf(page, encoding, isUnchanged));
  response.end(isUnchanged || request.method === 'HEAD' ? undefined : page.bodies[encoding].bytes);
}
