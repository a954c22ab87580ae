import type { Context } from 'hono';
import { Problem } from '../../base/problem.js';

/**
 * Refuses what another site sent. Browsers name the origin with every POST; where it is missing, Sec-Fetch-Site must
 * say the same, and where that is missing too, the Referer. Without any of them it was no page of ours. `origins`
 * begins with the site's own.
 */
export function requireOwnOrigin(context: Context, origins: readonly string[]): void {
  const origin = context.req.header('origin');
  const fetchSite = context.req.header('sec-fetch-site');
  const named =
    origin ?? (fetchSite === undefined ? originOf(context.req.header('referer') ?? '') : undefined);
  const isOwn = named === undefined ? fetchSite === 'same-origin' : origins.includes(named);
  if (!isOwn) throw new Problem('bad_origin', 'Only pages of this site may send this.');
  // A configured origin that is not this one reads the answer, to know whether to send again.
  if (origin !== undefined && origin !== origins[0]) {
    context.header('Access-Control-Allow-Origin', origin);
    context.header('Vary', 'Origin');
  }
}

/**
 * True where the browser says that a page of another site asked for a picture of ours. Sec-Fetch-Site cannot be set by a page;
 * where it is missing, only a Referer of another site tells.
 */
export function isOfOtherSite(context: Context, origins: readonly string[]): boolean {
  const referer = context.req.header('referer');
  if (referer !== undefined && origins.includes(originOf(referer))) return false;
  const fetchSite = context.req.header('sec-fetch-site');
  return fetchSite === undefined ? referer !== undefined : fetchSite !== 'same-origin';
}

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return '';
  }
}
