import { LRUCache } from 'lru-cache';
import { type Instant, minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';

/** Of each key two fading sums, of views and of stays: no story, no instant of one visit, nothing to follow. */
export interface StayWatch {
  /** True if at least so many views are remembered, and of them fewer were stayed on than readers do. */
  isRestless(key: string, viewsAtLeast: number, now: Instant): boolean;
  /** The same with the views that cannot be judged yet, since most of their leaves are still to come. */
  isDoubtful(key: string, viewsAtLeast: number, now: Instant): boolean;
  /** True for one that is known to stay on what it opens. */
  isSettled(key: string, now: Instant): boolean;
  note(key: string, told: { readonly views: number; readonly stays: number }, now: Instant): void;
}

interface Sums {
  span: number;
  /** Views of this span and of the one before, not judged yet: most leaves are still to come. */
  current: number;
  previous: number;
  views: number;
  stays: number;
}

const spanMs = countingRules.restlessDelayMinutes.value * minuteMs;
const keptOfSpan =
  0.5 ** (countingRules.restlessDelayMinutes.value / countingRules.restlessHalfLifeMinutes.value);
const stayedShare = countingRules.restlessStayedPercent.value / 100;
/** A stay is remembered as one for a half-life; below, it says nothing of who stays now. */
const leastStays = 0.5;

/** Keys that were not heard of for longest fall out first. */
export function stayWatch(keysAtMost = 100_000): StayWatch {
  const known = new LRUCache<string, Sums>({ max: keysAtMost });
  const sumsAt = (key: string, now: Instant): Sums | undefined => {
    const sums = known.get(key);
    if (sums) turnTo(sums, Math.floor(now / spanMs));
    return sums;
  };
  return {
    isRestless(key, viewsAtLeast, now) {
      const sums = sumsAt(key, now);
      return sums !== undefined && isHardlyStayed(sums.views, sums.stays, viewsAtLeast);
    },
    isDoubtful(key, viewsAtLeast, now) {
      const sums = sumsAt(key, now);
      return sums !== undefined && isHardlyStayed(allViews(sums), sums.stays, viewsAtLeast);
    },
    isSettled(key, now) {
      const sums = sumsAt(key, now);
      return sums !== undefined && sums.stays >= leastStays && !isHardlyStayed(allViews(sums), sums.stays, 0);
    },
    note(key, { views, stays }, now) {
      const span = Math.floor(now / spanMs);
      const sums = sumsAt(key, now) ?? { span, current: 0, previous: 0, views: 0, stays: 0 };
      sums.current += views;
      sums.stays += stays;
      known.set(key, sums);
    },
  };
}

const isHardlyStayed = (views: number, stays: number, viewsAtLeast: number): boolean =>
  views >= viewsAtLeast && stays < views * stayedShare;

const allViews = ({ views, previous, current }: Sums): number => views + previous + current;

/** A clock that was set back leaves the sums as they are. */
function turnTo(sums: Sums, span: number): void {
  const passed = span - sums.span;
  if (passed <= 0) return;
  const kept = keptOfSpan ** passed;
  sums.views = (sums.views + sums.previous + (passed > 1 ? sums.current : 0)) * kept;
  sums.stays *= kept;
  sums.previous = passed > 1 ? 0 : sums.current;
  sums.current = 0;
  sums.span = span;
}
