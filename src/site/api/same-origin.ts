import type { Context } from 'hono';
import { Problem } from '../../base/problem.js';
import { headOf, type RequestHead } from '../http/request-head.js';

/**
 * Refuses what another site sent. Browsers name the origin with every POST; where it is missing, Sec-Fetch-Site must
 * say the same, and where that is missing too, the Referer. Without any of them it was no page of ours. `origins`
 * begins with the site's own.
 */
export function requireOwnOrigin(context: Context, origins: readonly string[]): void {
  const head = headOf(context);
  const origin = head.header('origin');
  const named = namedOrigin(head);
  const isOwn =
    named === undefined ? head.header('sec-fetch-site') === 'same-origin' : origins.includes(named);
  if (!isOwn) throw new Problem('bad_origin', 'Only pages of this site may send this.');
  // A configured origin that is not this one reads the answer, to know whether to send again.
  if (origin !== undefined && origin !== origins[0]) {
    context.header('Access-Control-Allow-Origin', origin);
    context.header('Vary', 'Origin');
  }
}

/** Of what `requireOwnOrigin` let pass: true for a page of the site itself, and not of another origin that is configured. */
export function isOfThisSite(head: RequestHead, origins: readonly string[]): boolean {
  const named = namedOrigin(head);
  return named === undefined || named === origins[0];
}

/** Undefined where the browser names none, and Sec-Fetch-Site has to tell. */
const namedOrigin = (head: RequestHead): string | undefined =>
  head.header('origin') ??
  (head.header('sec-fetch-site') === undefined ? originOf(head.header('referer') ?? '') : undefined);

/**
 * True where the browser says that a page of another site asked for a picture of ours. Sec-Fetch-Site cannot be set by a page;
 * where it is missing, only a Referer of another site tells.
 */
export function isOfOtherSite(head: RequestHead, origins: readonly string[]): boolean {
  const referer = head.header('referer');
  if (referer !== undefined && origins.includes(originOf(referer))) return false;
  const fetchSite = head.header('sec-fetch-site');
  return fetchSite === undefined ? referer !== undefined : fetchSite !== 'same-origin';
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return '';
  }
}
