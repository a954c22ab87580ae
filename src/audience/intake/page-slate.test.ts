import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageSlate, pageSlates, type ShownPlace } from './page-slate.js';
import { pageTokens } from './page-token.js';

const noon = Date.UTC(2026, 4, 12, 12);
const key = (id: string, byte: number) => ({ id, secret: new Uint8Array(32).fill(byte) });
const token = pageTokens([key('k1', 1)]).sign('0197-story', 64, noon);
const slates = pageSlates([key('k1', 1)]);
const place = (list: ShownPlace['list'], position: number, storyId: string, propensity = 1): ShownPlace => ({
  list,
  position,
  storyId,
  propensity,
});
const slate: PageSlate = {
  edition: 12,
  places: [
    place('related', 1, '0197-a'),
    place('ranking', 1, '0197-b'),
    place('ranking', 2, '0197-story'),
    place('recommendation', 1, '0197-c', 0.95),
    place('recommendation', 3, '0197-d', 1.25e-5),
  ],
};
const text = slates.seal(token, slate);

describe('page slate', () => {
  it('comes back as it was shown, with gaps and propensities', () => {
    expect(slates.open(token, text)).toEqual(slate);
    expect(slates.open(token, slates.seal(token, { edition: 0, places: [] }))).toEqual({
      edition: 0,
      places: [],
    });
  });

  it.each([
    ['another story’s page', pageTokens([key('k1', 1)]).sign('0197-other', 64, noon)],
    ['another day', pageTokens([key('k1', 1)]).sign('0197-story', 64, noon + 86_400_000)],
    ['a key that is gone', token.replace('.k1.', '.k9.')],
    ['no token', ''],
  ])('is good with its own token, not with that of %s', (_whose, other) => {
    expect(slates.open(other, text)).toBeUndefined();
  });

  it('refuses every change of a character', () => {
    const characters = 'abcdefghijklmnopqrstuvwxyz0123456789-_.;,*=';
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom(...characters), (at, character) => {
        fc.pre(text[at] !== character);
        expect(slates.open(token, text.slice(0, at) + character + text.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('refuses what is no slate, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (other) => {
        expect(slates.open(token, other)).toBeUndefined();
      }),
    );
    for (const other of ['', ';', '12;', '12;related=0197-a', token, '1;'.repeat(2000)])
      expect(slates.open(token, other)).toBeUndefined();
  });
});
