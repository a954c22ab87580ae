import { expect, it } from 'vitest';
import { hourMs } from '../../../base/clock.js';
import { noon } from '../../published-story.fixture.js';
import { hourBars } from './hour-chart.js';

it('has a bar for each of the last 168 hours, by the zone’s own hours', () => {
  const now = noon + 50 * 60_000;
  const halfPast = noon + 30 * 60_000;
  const bars = hourBars(
    [
      { hourStartsAt: halfPast, views: { valid: 4, bot: 9 } },
      { hourStartsAt: halfPast - 2 * hourMs, views: { bot: 1 } },
    ],
    now,
    'Asia/Kolkata',
  );
  expect(bars).toHaveLength(168);
  expect(bars.at(-1)).toEqual({ startsAt: halfPast, views: 4 });
  expect(bars.reduce((sum, { views }) => sum + views, 0)).toBe(4);
});
