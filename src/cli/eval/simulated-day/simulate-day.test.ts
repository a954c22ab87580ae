import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../base/clock.js';
import { simulateDay } from './simulate-day.js';
import { hitKinds } from './simulated-hit.js';
import { simulatedDay } from './world.js';

const hits = 20_000;
const day = [...simulateDay(5, hits)];

describe('a simulated day', () => {
  it('has as many hits as it is asked for, of every kind, in order of time, within the day', () => {
    expect(day).toHaveLength(hits);
    const instants = day.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(instants[0]).toBeGreaterThanOrEqual(simulatedDay.beginsAt);
    expect(instants.at(-1)).toBeLessThan(simulatedDay.beginsAt + dayMs);
    const kinds = new Set(day.map(({ truth }) => truth.kind));
    expect(hitKinds.filter((kind) => !kinds.has(kind) && !kind.startsWith('headless farm'))).toEqual([]);
  });

  it('is the same for the same seed, and another for another', () => {
    const [again] = simulateDay(5, hits);
    expect(again).toEqual(day[0]);
    const [other] = simulateDay(6, hits);
    expect(other).not.toEqual(day[0]);
  });

  it('calls a reload within 30 seconds a repeat of the same view, and later ones views of their own', () => {
    const shownAt = new Map<string, number>();
    for (const { at, story, event, truth } of day) {
      if (event.kind !== 'view' || truth.view === undefined || truth.kind === 'staff') continue;
      // A beacon sent again says nothing of when the page was shown.
      if (event.ageMs > 0 || truth.right[0] === 'seen-id') continue;
      const key = `${truth.person} ${story}`;
      const gap = at - (shownAt.get(key) ?? Number.NEGATIVE_INFINITY);
      shownAt.set(key, at);
      // Beacons take up to 0.2 s more or less, and one that was lost leaves a longer gap.
      if (truth.right[0] === 'valid') expect(gap).toBeGreaterThan(29_700);
    }
    expect(shownAt.size).toBeGreaterThan(1000);
  });
});
