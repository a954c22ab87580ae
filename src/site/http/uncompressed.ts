import type { Context } from 'hono';
import { Problem } from '../../base/problem.js';

/**
 * Refuses a compressed body before it is read: nothing of ours sends one, and what a few kilobytes would unfold to is
 * known only once they have (RFC 9110, section 15.5.16).
 */
export function requireUncompressed({ req }: Context): void {
  const encoding = req.header('content-encoding') ?? 'identity';
  if (encoding.trim().toLowerCase() !== 'identity')
    throw new Problem('unsupported_encoding', 'Send the body uncompressed.');
}
