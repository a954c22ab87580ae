import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { SiteClock } from './site-clock.js';
import { slotMs } from './tally.js';

const slotsOfDay = (24 * hourMs) / slotMs;

function afterDays(days: number, viewsIn: (slot: number) => number): SiteClock {
  const clock = SiteClock.startingAt(0);
  for (let slot = 0; slot < days * slotsOfDay; slot += 1) clock.advance(viewsIn(slot % slotsOfDay));
  return clock;
}

const hoursOf = (clock: SiteClock, views: number): number => {
  const before = clock.siteHours;
  for (let slot = 0; slot < 12; slot += 1) clock.advance(views);
  return clock.siteHours - before;
};

describe('SiteClock', () => {
  it('is the clock on the wall where traffic is even', () => {
    const clock = afterDays(3, () => 20);
    expect(clock.siteHours).toBeCloseTo(72, 6);
    expect(clock.through).toBe(72 * hourMs);
  });

  it.each([
    { views: 20, hours: 1 },
    { views: 0, hours: 0.25 },
    { views: 10_000, hours: 4 },
  ])('moves by $hours in an hour with $views views a slot, where 20 are usual', ({ views, hours }) => {
    expect(
      hoursOf(
        afterDays(5, () => 20),
        views,
      ),
    ).toBeCloseTo(hours, 0);
  });

  it('is slow at night and fast in the evening, and keeps step with the wall over days', () => {
    const evening = (slot: number) => (slot > slotsOfDay / 2 ? 30 : 10);
    const week = afterDays(7, evening);
    const fortnight = afterDays(14, evening);
    expect(fortnight.siteHours - week.siteHours).toBeGreaterThan(0.97 * 168);
    expect(fortnight.siteHours - week.siteHours).toBeLessThan(1.03 * 168);
  });

  it('does not run wild before it has seen a day', () => {
    expect(afterDays(0.5, (slot) => (slot % 2 ? 1000 : 0)).siteHours).toBeCloseTo(12, 6);
  });
});
