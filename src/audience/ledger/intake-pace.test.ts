import { describe, expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { IntakePace } from './intake-pace.js';
import type { Booking } from './ledger-store.js';

const start = Date.UTC(2026, 4, 12, 10);
const booked = (reason: Booking['reason']): Booking => ({
  bookedAt: start,
  hourStartsAt: start,
  class: reason === '' ? 'valid' : 'bot',
  reason,
  isRead: false,
});

describe('the pace of the intake', () => {
  it('tells counted, dropped and refused events by the minute in which they were settled', () => {
    let now = start + 5_000;
    const pace = new IntakePace(() => now);
    const done = pace.committing();
    now += minuteMs;
    done([booked(''), booked(''), booked('listed-agent')]);
    pace.refused(7);
    expect(pace.lastHour()).toHaveLength(60);
    expect(pace.lastHour().slice(-2)).toEqual([
      { startsAt: start, counted: 0, dropped: 0, refused: 0 },
      { startsAt: start + minuteMs, counted: 2, dropped: 1, refused: 7 },
    ]);
  });

  it('forgets what is more than an hour old', () => {
    let now = start;
    const pace = new IntakePace(() => now);
    pace.refused(1);
    now += 59 * minuteMs;
    expect(pace.lastHour()[0]).toMatchObject({ startsAt: start, refused: 1 });
    now += minuteMs;
    pace.refused(2);
    expect(pace.lastHour().map(({ refused }) => refused)).toEqual([...Array(59).fill(0), 2]);
  });
});
