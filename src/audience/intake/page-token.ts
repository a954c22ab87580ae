import { createHmac, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { dayMs, type Instant } from '../../base/clock.js';
import { accepted, type Result, refused } from '../../base/result.js';
import { countingRules } from '../rules.js';

export interface TokenKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** What a page proves: that we served this story on that UTC day. The same for everybody who got the copy. */
export interface PageToken {
  readonly storyId: string;
  /** Visible seconds after which a view of this copy is a read; signed, so that no look-up is needed. */
  readonly readSeconds: number;
  readonly signedOnDay: number;
}

/** `expired` is one of ours, too old (or signed tomorrow); the others name no story that can be believed. */
export type TokenRefusal =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'forged' }
  | { readonly kind: 'expired'; readonly token: PageToken };

export interface PageTokens {
  /** The token of a page made now; stays the same all UTC day, so the page may be cached until the day ends. */
  sign(storyId: string, readSeconds: number, now: Instant): string;
  verify(text: string, now: Instant): Result<PageToken, TokenRefusal>;
}

const version = '1';
const macBytes = 16;
const tokenPattern = /^1\.([\w-]{1,16})\.([\w-]{1,64})\.(\w{1,6})\.(\w{1,4})\.([\w-]{22})$/;
const tokensRemembered = 20_000;

/**
 * Tokens `1.KEY.STORY.DAY.READ.MAC`: key id, story id, UTC day since 1970 and read seconds in base 36, and the first
 * 16 bytes of HMAC-SHA-256 over all before it. The first key signs; all verify, so a key is rotated by putting a
 * new one in front and dropping the old one three days later.
 */
export function pageTokens(keys: readonly [TokenKey, ...TokenKey[]]): PageTokens {
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
  const genuine = new LRUCache<string, PageToken>({ max: tokensRemembered });

  const genuineToken = (text: string): Result<PageToken, TokenRefusal> => {
    const known = genuine.get(text);
    if (known) return accepted(known);
    const parts = tokenPattern.exec(text);
    if (!parts) return refused({ kind: 'malformed' });
    const [, keyId, storyId, day, readSeconds, mac] = parts as unknown as readonly string[];
    const secret = secrets.get(keyId!);
    const expected = secret && macOf(secret, text.slice(0, text.lastIndexOf('.')));
    if (!expected || !timingSafeEqual(expected, Buffer.from(mac!, 'base64url')))
      return refused({ kind: 'forged' });
    const token = {
      storyId: storyId!,
      signedOnDay: Number.parseInt(day!, 36),
      readSeconds: Number.parseInt(readSeconds!, 36),
    };
    genuine.set(text, token);
    return accepted(token);
  };

  return {
    sign(storyId, readSeconds, now) {
      const [{ id, secret }] = keys;
      const day = Math.floor(now / dayMs).toString(36);
      const signed = [version, id, storyId, day, Math.round(readSeconds).toString(36)].join('.');
      return `${signed}.${macOf(secret, signed).toString('base64url')}`;
    },
    verify(text, now) {
      const result = genuineToken(text);
      if (!result.ok) return result;
      const ageDays = Math.floor(now / dayMs) - result.value.signedOnDay;
      const isFresh = ageDays >= 0 && ageDays < countingRules.tokenDays.value;
      return isFresh ? result : refused({ kind: 'expired', token: result.value });
    },
  };
}

const macOf = (secret: Uint8Array, signed: string): Buffer =>
  createHmac('sha256', secret).update(signed).digest().subarray(0, macBytes);
