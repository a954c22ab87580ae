import { LRUCache } from 'lru-cache';
import { type Instant, minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';

/** Far more than a busy site is told of in the window; what falls out early counts once more. */
const placesAtMost = 100_000;

/** What one browser did at one place of one page's list. */
export interface PlaceTold {
  readonly browserKey: string;
  readonly pageId: string;
  readonly kind: 'impression' | 'click';
  readonly list: string;
  readonly position: number;
}

export interface PlaceWatch {
  /** True if the same was told less than the window ago; notes it otherwise. */
  isRepeat(told: PlaceTold, now: Instant): boolean;
}

/**
 * A place counts once for a browser in half an hour, or a loop of clicks could put a story into every list. Kept in
 * memory alone: stored, it would say that one reader saw two stories.
 */
export function placeWatch(): PlaceWatch {
  const toldAt = new LRUCache<string, Instant>({ max: placesAtMost });
  return {
    isRepeat({ browserKey, pageId, kind, list, position }, now) {
      const key = [browserKey, pageId, kind, list, position].join(' ');
      const before = toldAt.get(key);
      if (before !== undefined && Math.abs(now - before) < countingRules.placeRepeatMinutes.value * minuteMs)
        return true;
      toldAt.set(key, now);
      return false;
    },
  };
}
