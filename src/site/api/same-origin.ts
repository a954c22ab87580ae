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

function originOf(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return '';
  }
}
