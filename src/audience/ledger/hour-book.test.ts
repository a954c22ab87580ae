import { describe, expect, it } from 'vitest';
import { hourBook, slotOf } from './hour-book.js';

describe('the booking of an instant', () => {
  it.each([
    ['Europe/Paris', '2026-05-12T21:59:59.999Z', '2026-05-12', '2026-05-12T21:00:00.000Z'],
    ['Europe/Paris', '2026-05-12T22:00:00.000Z', '2026-05-13', '2026-05-12T22:00:00.000Z'],
    ['Europe/Paris', '2026-10-25T00:30:00.000Z', '2026-10-25', '2026-10-25T00:00:00.000Z'],
    ['Europe/Paris', '2026-10-25T01:30:00.000Z', '2026-10-25', '2026-10-25T01:00:00.000Z'],
    ['Asia/Kolkata', '2026-05-12T18:29:00.000Z', '2026-05-12', '2026-05-12T17:30:00.000Z'],
    ['Asia/Kolkata', '2026-05-12T18:30:00.000Z', '2026-05-13', '2026-05-12T18:30:00.000Z'],
    ['Asia/Kathmandu', '2026-05-12T18:20:00.000Z', '2026-05-13', '2026-05-12T18:15:00.000Z'],
  ])('in %s at %s', (zone, at, day, hour) => {
    const book = hourBook(zone);
    const expected = { day, hourStartsAt: Date.parse(hour) };
    expect(book(Date.parse(at))).toEqual(expected);
    expect(book(Date.parse(at))).toEqual(expected);
  });

  it('has slots of five minutes', () => {
    expect(slotOf(Date.parse('2026-05-12T10:14:59.999Z'))).toBe(Date.parse('2026-05-12T10:10:00.000Z'));
  });
});
