import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Swing bridge', 'swing-bridge'],
    ['The council’s “last” word, again', 'the-councils-last-word-again'],
    ['En español', 'en-español'],
    ['الجسر الدوّار', 'الجسر-الدوّار'],
    ['旋转桥 重新开放', '旋转桥-重新开放'],
    ['cafe\u0301', 'café'],
    ['¿…!', ''],
  ])('%s becomes %s', (text, slug) => expect(slugOf(text)).toBe(slug));

  it('cuts between words at 80 characters', () => {
    expect(slugOf(`${'harbour '.repeat(20)}`)).toBe(
      'harbour-harbour-harbour-harbour-harbour-harbour-harbour-harbour-harbour-harbour',
    );
    expect(slugOf('x'.repeat(200))).toHaveLength(80);
  });

  it('is stable: a slug is its own slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(slugOf(slugOf(text))).toBe(slugOf(text));
      }),
    );
  });
});
