import { minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** Views a minute of each key, from two counters a key: memory is bounded by what came in the last two minutes. */
export interface PaceWatch {
  /** Adds to the key's count and returns its rate, in views a minute. */
  rateAfter(key: string, views: number, now: number): number;
}

/**
 * A sliding window made of two fixed ones: the minute before counts by the part of it that still lies in the
 * window. Exact for a steady pace, and needs no list of instants.
 */
export function paceWatch(keysAtMost = 200_000): PaceWatch {
  let [before, current] = [new Map<string, number>(), new Map<string, number>()];
  let minute = 0;

  const turnTo = (next: number) => {
    before = next === minute + 1 ? current : new Map();
    current = new Map();
    minute = next;
  };

  return {
    rateAfter(key, views, now) {
      const thisMinute = Math.floor(now / minuteMs);
      if (thisMinute !== minute) turnTo(thisMinute);
      const count = (current.get(key) ?? 0) + views;
      if (count > views || current.size < keysAtMost) current.set(key, count);
      const stillInWindow = 1 - (now % minuteMs) / minuteMs;
      return (before.get(key) ?? 0) * stillInWindow + count;
    },
  };
}

/** MRC: activity at a pace that no person keeps. Measured over one browser and over its whole network. */
export const dropImplausiblePace =
  (watch: PaceWatch) =>
  (hit: Hit): Verdict => {
    const { browserKey, address, viewCount, receivedAt } = hit;
    if (viewCount === 0 || !address) return 'accepted';
    const ofBrowser = watch.rateAfter(browserKey, viewCount, receivedAt);
    const ofNetwork = watch.rateAfter(address.network, viewCount, receivedAt);
    if (ofBrowser > countingRules.browserViewsPerMinute.value) return drop('browser-pace');
    return address.isPublic && ofNetwork > countingRules.networkViewsPerMinute.value
      ? drop('network-pace')
      : 'accepted';
  };
