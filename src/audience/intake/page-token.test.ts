import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { pageTokens } from './page-token.js';

const noon = Date.UTC(2026, 4, 12, 12);
const storyId = '0197-story';
const key = (id: string, byte: number) => ({ id, secret: new Uint8Array(32).fill(byte) });
const tokens = pageTokens([key('k1', 1)]);
const signed = tokens.sign(storyId, 64, noon);

describe('page token', () => {
  it.each([
    ['at once', noon, true],
    ['at the end of its UTC day', noon + 12 * hourMs - 1, true],
    ['two days later', noon + 2 * dayMs, true],
    ['at the last moment of the second day after', noon + 2 * dayMs + 12 * hourMs - 1, true],
    ['on the third day after', noon + 2 * dayMs + 12 * hourMs, false],
    ['before it was signed', noon - dayMs, false],
  ])('%s', (_when, now, isGood) => {
    const result = tokens.verify(signed, now);
    if (isGood) expect(result).toMatchObject({ ok: true, value: { storyId, readSeconds: 64 } });
    else expect(result).toMatchObject({ ok: false, refusal: { kind: 'expired', token: { storyId } } });
  });

  it('is the same for everybody on one UTC day', () => {
    expect(tokens.sign(storyId, 64, noon + hourMs)).toBe(signed);
    expect(tokens.sign(storyId, 64, noon + dayMs)).not.toBe(signed);
  });

  it('verifies under a key that no longer signs, not under one that is gone', () => {
    const rotated = pageTokens([key('k2', 2), key('k1', 1)]);
    expect(rotated.sign(storyId, 64, noon)).toMatch(/^1\.k2\./);
    expect(rotated.verify(signed, noon).ok).toBe(true);
    const dropped = pageTokens([key('k2', 2)]).verify(signed, noon);
    expect(dropped).toEqual({ ok: false, refusal: { kind: 'forged' } });
  });

  it('refuses every change of a character', () => {
    const characters = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';
    fc.assert(
      fc.property(fc.nat(signed.length - 1), fc.constantFrom(...characters), (at, character) => {
        // The last character carries 2 bits of the MAC and 4 that a decoder may ignore.
        fc.pre(signed[at] !== character && at < signed.length - 1);
        const changed = signed.slice(0, at) + character + signed.slice(at + 1);
        expect(tokens.verify(changed, noon).ok).toBe(false);
      }),
    );
  });

  it('refuses what is no token', () => {
    for (const text of [
      '',
      '1',
      signed.slice(1),
      `${signed}A`,
      `2${signed.slice(1)}`,
      '1.k1.s.0.0.',
      '\0'.repeat(99),
    ])
      expect(tokens.verify(text, noon).ok).toBe(false);
  });
});
