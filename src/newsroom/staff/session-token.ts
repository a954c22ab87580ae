import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** 256 bits that only the browser holds. */
export type SessionToken = string;

const tokenBytes = 32;

export const sessionToken = (random: (size: number) => Uint8Array): SessionToken =>
  Buffer.from(random(tokenBytes)).toString('base64url');

/** What the database keeps: who reads the table cannot sign in with it. A random token needs no slow hash. */
export const sessionIdOf = (token: SessionToken): string =>
  createHash('sha256').update(token).digest('base64url');

/** What every form of the session carries. It is keyed by the token itself, so no other secret is shared or rotated. */
export const formTokenOf = (token: SessionToken): string =>
  createHmac('sha256', token).update('newsroom form').digest('base64url');

export function isFormToken(given: string, token: SessionToken): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(formTokenOf(token))];
  return a.length === b.length && timingSafeEqual(a, b);
}
