import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSource } from './ids.js';

const at = (instant: number, random = (size: number) => new Uint8Array(size)) =>
  idSource(() => instant, random)();

describe('idSource', () => {
  it('makes the UUIDv7 of the RFC’s own example (RFC 9562, A.6)', () => {
    const example = () => Uint8Array.of(0xcc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
    expect(at(0x017f22e279b0, example)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('sets version and variant whatever the random bytes are', () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 48 - 1 }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        (instant, random) => {
          expect(at(instant, () => random)).toMatch(shape);
        },
      ),
    );
  });

  it('sorts by the time of making', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 48 - 2 }), (instant) => {
        expect(at(instant, (size) => new Uint8Array(size).fill(255)) < at(instant + 1)).toBe(true);
      }),
    );
  });

  it('does not repeat within a millisecond', () => {
    const ids = idSource(() => 1_800_000_000_000);
    expect(new Set(Array.from({ length: 10_000 }, () => ids()))).toHaveProperty('size', 10_000);
  });
});
