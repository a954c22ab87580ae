import { expect, it } from 'vitest';
import { minuteMs } from '../base/clock.js';
import { slotMs } from '../discovery/ranking/tally.js';
import { SurgeWatch } from './surge-watch.js';

const slot = 6000 * slotMs;
const tally = (storyId: string, validViews: number, startsAt = slot) => ({ storyId, startsAt, validViews });
const fresh = () => 1;

function watchAt(now: number, ...seen: ReturnType<typeof tally>[]): SurgeWatch {
  const watch = new SurgeWatch();
  watch.lookedAt(now, seen);
  return watch;
}

it('a surge is what a story gained since the last look, on both sides of a slot’s end', () => {
  const watch = watchAt(slot + 4 * minuteMs, tally('ferry', 40), tally('ferry', 90, slot - slotMs));
  expect(watch.since(slot + slotMs)).toBe(slot);
  expect(watch.isSurge([tally('ferry', 44)], 20, fresh)).toBe(false);
  expect(watch.isSurge([tally('ferry', 44), tally('ferry', 6, slot + slotMs)], 20, fresh)).toBe(true);
  expect(watch.isSurge([tally('ferry', 44), tally('ferry', 6, slot + slotMs)], 21, fresh)).toBe(false);
});

it('a surge is at least five readers, and measured as the ranking measures', () => {
  const watch = watchAt(slot);
  expect(watch.isSurge([tally('ferry', 4)], 0, fresh)).toBe(false);
  expect(watch.isSurge([tally('ferry', 5)], 0, fresh)).toBe(true);
  // What is read all the time of an archive has gained little of what it would be ranked by.
  expect(watch.isSurge([tally('ferry', 60)], 20, () => 0.1)).toBe(false);
  expect(watch.isSurge([tally('ferry', 60)], 20, () => 0.2)).toBe(true);
});

it('before the first look all of the running slot is new, and after a clock was set back so is its own', () => {
  expect(new SurgeWatch().isSurge([tally('ferry', 30)], 20, fresh)).toBe(true);
  expect(watchAt(slot + 3 * slotMs).since(slot + 1)).toBe(slot);
});
