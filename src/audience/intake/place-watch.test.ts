import { describe, expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { type PlaceTold, placeWatch } from './place-watch.js';

const told: PlaceTold = {
  browserKey: 'b1',
  pageId: 'story-1',
  kind: 'click',
  list: 'recommendation',
  position: 3,
};

describe('a place of a list', () => {
  it('counts once for a browser within half an hour', () => {
    const watch = placeWatch();
    expect([0, 1, 29 * minuteMs, 31 * minuteMs].map((now) => watch.isRepeat(told, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    { browserKey: 'b2' },
    { pageId: 'story-2' },
    { kind: 'impression' as const },
    { list: 'related' },
    { position: 4 },
  ])('is another one where %o differs', (difference) => {
    const watch = placeWatch();
    watch.isRepeat(told, 0);
    expect(watch.isRepeat({ ...told, ...difference }, 0)).toBe(false);
  });
});
