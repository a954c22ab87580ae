import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from './clock.js';
import { dayBounds, dayIn, hourIn, instantOfLocal, isZone, localIn, yearMonthIn } from './zone.js';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('isZone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Asia/Kathmandu', true],
    ['Europe/Atlantis', false],
    ['', false],
  ])('%s: %s', (name, is) => {
    expect(isZone(name)).toBe(is);
  });
});

describe('days of 23, 24 and 25 hours', () => {
  it.each([
    ['an ordinary day', '2026-07-01', 'Europe/Berlin', '2026-06-30T22:00', 24],
    ['the clock goes forward', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00', 23],
    ['the clock goes back', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00', 25],
    ['the clock goes forward at midnight', '2026-09-06', 'America/Santiago', '2026-09-06T04:00', 23],
    ['the clock moves by half an hour', '2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00', 24.5],
    ['a zone 5:45 ahead', '2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15', 24],
    ['no change in UTC', '2026-03-29', 'UTC', '2026-03-29T00:00', 24],
  ])('%s', (_what, day, zone, start, hours) => {
    const bounds = dayBounds(day, zone);
    expect([bounds.start, (bounds.end - bounds.start) / hourMs]).toEqual([utc(start), hours]);
  });

  it('a day that a zone left out has no length', () => {
    const { start, end } = dayBounds('2011-12-30', 'Pacific/Apia');
    expect(end - start).toBe(0);
  });

  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
  );
  const instants = fc.integer({ min: utc('2000-01-01T00:00'), max: utc('2049-12-31T00:00') });

  it('holds every instant of the day, and no other', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const { start, end } = dayBounds(dayIn(instant, zone), zone);
        expect(start).toBeLessThanOrEqual(instant);
        expect(instant).toBeLessThan(end);
        expect(dayIn(start - 1, zone)).not.toBe(dayIn(start, zone));
        expect([start, end].map((bound) => localIn(bound, zone).slice(11))).toEqual(['00:00', '00:00']);
      }),
    );
  });

  it('an hour begins on the wall clock’s full hour, at most an hour before', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const hour = hourIn(instant, zone);
        expect(instant - hour).toBeGreaterThanOrEqual(0);
        expect(instant - hour).toBeLessThan(hourMs);
        expect(hourIn(hour, zone)).toBe(hour);
      }),
    );
  });
});

describe('hourIn', () => {
  it.each([
    ['a full-hour zone', '2026-07-01T12:34:56', 'Europe/Berlin', '2026-07-01T12:00'],
    ['half an hour off', '2026-07-01T12:34:56', 'Asia/Kolkata', '2026-07-01T12:30'],
    ['three quarters off', '2026-07-01T12:10:00', 'Asia/Kathmandu', '2026-07-01T11:15'],
    ['the hour that exists twice, first', '2026-10-25T00:30:00', 'Europe/Berlin', '2026-10-25T00:00'],
    ['the hour that exists twice, again', '2026-10-25T01:30:00', 'Europe/Berlin', '2026-10-25T01:00'],
  ])('%s', (_what, instant, zone, hour) => {
    expect(hourIn(utc(instant), zone)).toBe(utc(hour));
  });
});

describe('local times', () => {
  it.each([
    ['summer', '2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00'],
    [
      'a time that does not exist moves forward by the gap',
      '2026-03-29T02:30',
      'Europe/Berlin',
      '2026-03-29T01:30',
    ],
    ['a time that exists twice is the earlier', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30'],
    ['west of UTC', '2026-01-01T00:00', 'America/New_York', '2026-01-01T05:00'],
    ['the day before in UTC', '2026-01-01T00:00', 'Asia/Seoul', '2025-12-31T15:00'],
  ])('%s', (_what, local, zone, instant) => {
    expect(instantOfLocal(local, zone)).toBe(utc(instant));
  });

  it('the wall clock reads the same after a round trip, except in a gap', () => {
    expect(localIn(instantOfLocal('2026-10-25T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe(
      '2026-10-25T02:30',
    );
    expect(localIn(instantOfLocal('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe(
      '2026-03-29T03:30',
    );
  });

  it('drops the seconds, as a form’s field does', () => {
    expect(localIn(utc('2026-07-01T10:00') + 59_999, 'UTC')).toBe('2026-07-01T10:00');
  });
});

describe('yearMonthIn', () => {
  it.each([
    ['2026-01-31T23:30', 'Asia/Tokyo', '2026', '02'],
    ['2026-01-01T00:30', 'America/New_York', '2025', '12'],
    ['0999-05-05T00:00', 'UTC', '0999', '05'],
  ])('%s in %s', (instant, zone, year, month) => {
    expect(yearMonthIn(utc(instant), zone)).toEqual({ year, month });
  });
});

describe('units', () => {
  it('are multiples of each other', () => {
    expect([dayMs / hourMs, hourMs / minuteMs]).toEqual([24, 60]);
  });
});
