import { describe, expect, it } from 'vitest';
import { formatInstant } from './dates.js';

const instant = Date.UTC(2026, 2, 12, 10, 2);

describe('a full date', () => {
  it.each([
    ['en-GB', 'Europe/Paris', '12 March 2026, 11:02 CET'],
    ['en-GB', 'America/New_York', '12 March 2026, 06:02 EDT'],
    ['en-GB', 'Asia/Kathmandu', '12 March 2026, 15:47 GMT+5:45'],
    ['en-GB', 'UTC', '12 March 2026, 10:02 UTC'],
    ['es', 'Europe/Paris', '12 de marzo de 2026, 11:02 CET'],
    ['ar-u-nu-latn', 'Europe/Paris', '12 مارس 2026، 11:02 CET'],
    ['zh-Hans', 'Asia/Shanghai', '2026年3月12日 18:02 GMT+8'],
  ])('in %s and %s is %s', (locale, zone, text) =>
    expect(formatInstant(instant, 'full', { locale, zone })).toBe(text),
  );

  it('writes midnight as 00, not 24', () => {
    expect(formatInstant(Date.UTC(2026, 0, 1), 'time', { locale: 'en-GB', zone: 'UTC' })).toBe('00:00');
    expect(formatInstant(Date.UTC(2026, 0, 1), 'time', { locale: 'zh-Hans', zone: 'UTC' })).toBe('00:00');
  });
});
