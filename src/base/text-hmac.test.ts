import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textHmac } from './text-hmac.js';

it('is what node:crypto makes of any key and texts, one after the other', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { minLength: 1, maxLength: 4 }),
      (key, texts) => {
        const hmac = textHmac(key);
        for (const text of texts)
          expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      },
    ),
  );
});

it('refuses a key that is longer than a block', () => {
  expect(() => textHmac(new Uint8Array(65))).toThrow('at most 64 bytes');
});
