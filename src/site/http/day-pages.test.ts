import { expect, it } from 'vitest';
import { DayPages } from './day-pages.js';

it('drops the pages of a day at midnight in UTC and at the paper, once each', () => {
  let now = Date.UTC(2026, 2, 12, 20);
  const purged: string[] = [];
  const pages = new DayPages(
    { purge: (tags) => purged.push(`${new Date(now).toISOString()} ${tags}`) },
    () => now,
    () => 'Asia/Tokyo',
  );
  for (; now < Date.UTC(2026, 2, 13, 20); now += 60 * 60 * 1000) pages.turn();
  expect(purged).toEqual(['2026-03-13T00:00:00.000Z day', '2026-03-13T15:00:00.000Z day']);
});
