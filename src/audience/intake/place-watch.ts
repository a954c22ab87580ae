import { type Instant, minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import { Lately } from './lately.js';

/** Far more than a busy site is told of in the window; what falls out early counts once more. */
const placesAtMost = 100_000;
const windowMs = countingRules.placeRepeatMinutes.value * minuteMs;

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
 * memory alone, and not for long: stored, it would say that one reader saw two stories.
 */
export function placeWatch(): PlaceWatch {
  const toldAt = new Lately<Instant>(windowMs, placesAtMost);
  return {
    isRepeat({ browserKey, pageId, kind, list, position }, now) {
      const key = [browserKey, pageId, kind, list, position].join(' ');
      const before = toldAt.get(key, now);
      if (before !== undefined && Math.abs(now - before) < windowMs) return true;
      toldAt.set(key, now, now);
      return false;
    },
  };
}
