import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { logClickRate } from './appeal.js';
import { SlateCounts, type SlateTally } from './slate-counts.js';

const start = 1_000_000 * hourMs;
const tally = (
  storyId: string,
  position: number,
  impressions: number,
  clicks: number,
  hour = 0,
): SlateTally => ({
  pageId: 'page',
  list: 'recommendation',
  position,
  storyId,
  startsAt: start + hour * hourMs,
  impressions,
  clicks,
});

/** A day in which the first place is clicked ten times as often as the seventh, whoever stands there. */
function taught(): SlateCounts {
  const counts = new SlateCounts();
  counts.add([tally('any', 1, 10_000, 1_000), tally('other', 7, 10_000, 100)], start + hourMs);
  return counts;
}

describe('SlateCounts', () => {
  it('judges a story by its place: the same clicks mean more further down', () => {
    const counts = taught();
    counts.add([tally('above', 1, 500, 40, 30), tally('below', 7, 500, 40, 30)], start + 31 * hourMs);
    const rateOf = (storyId: string) => logClickRate(counts.of(storyId, start + 31 * hourMs));
    expect(rateOf('above')).toBeLessThan(0);
    expect(rateOf('below')).toBeGreaterThan(1);
    expect(rateOf('never shown')).toBe(0);
  });

  it('takes a slot in once', () => {
    const counts = taught();
    const before = counts.of('any', start + hourMs);
    counts.add([tally('any', 1, 10_000, 1_000)], start + hourMs);
    expect(counts.of('any', start + hourMs)).toEqual(before);
  });

  it('sums the same whether slots come in one call or in many, in whatever order', () => {
    const day = Array.from({ length: 90 }, (_, hour) => [
      tally('above', 1, 200 + hour, hour % 9, hour),
      tally('faded', 1, hour === 0 ? 1 : 0, hour === 0 ? 1 : 0, hour),
      tally('below', 7, 50, hour % 4, hour),
    ]);
    const atOnce = new SlateCounts();
    atOnce.add([...day].reverse().flat(), start + 90 * hourMs);
    const byHour = new SlateCounts();
    day.forEach((slot, hour) => {
      byHour.add(slot, start + (hour + 1) * hourMs);
      byHour.add(slot, start + (hour + 1) * hourMs);
    });
    expect(byHour.serialise()).toEqual(atOnce.serialise());
    expect(atOnce.of('faded', start + 90 * hourMs).expected).toBe(0);
  });

  it('keeps the strongest when more pages lead to stories than it can remember', () => {
    const counts = new SlateCounts();
    const steps = Array.from({ length: 60_000 }, (_, page) => ({
      ...tally('cup', 1, 10, page % 2 === 0 ? 5 : 1),
      pageId: `page ${page}`,
    }));
    counts.add(steps, start + hourMs);
    expect(counts.followed('page 0', 'cup', start)).toBeGreaterThan(4);
    expect(counts.followedByPage(start, 1).size).toBe(50_000);
  });

  it('remembers what readers of a page went on to, strongest first', () => {
    const counts = new SlateCounts();
    counts.add(
      [tally('ferry', 1, 100, 3), tally('cup', 2, 100, 8), tally('unread', 3, 100, 0)],
      start + hourMs,
    );
    const list = counts.followedByPage(start, 5).get('page')!;
    expect(list.map(({ storyId, strength }) => [storyId, Math.round(strength)])).toEqual([
      ['cup', 8],
      ['ferry', 3],
    ]);
    expect(counts.followedByPage(start, 1).get('page')).toHaveLength(1);
  });

  it('comes back whole from its serialised form', () => {
    const counts = taught();
    const restored = new SlateCounts(JSON.parse(JSON.stringify(counts.serialise())));
    expect(restored.serialise()).toEqual(counts.serialise());
  });
});
