import { minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { SlidingCounts } from './sliding-counts.js';
import { drop, type Verdict } from './verdict.js';

/**
 * MRC: activity at a pace that no person keeps. Measured over one browser and over its whole network, in views a minute; apart,
 * so that browsers that are made up leave no network uncounted.
 */
export const dropImplausiblePace =
  (browsers = new SlidingCounts(minuteMs), networks = new SlidingCounts(minuteMs)) =>
  (hit: Hit): Verdict => {
    const { browserKey, address, visitsAt, receivedAt } = hit;
    if (visitsAt.length === 0 || !address) return 'accepted';
    const paceOf = (views: SlidingCounts, key: string) => {
      views.add(key, visitsAt.length, receivedAt);
      return views.of(key, receivedAt);
    };
    // One browser's flood is that browser's: it keeps nobody else of its network out.
    if (paceOf(browsers, browserKey) > countingRules.browserViewsPerMinute.value) return drop('browser-pace');
    return paceOf(networks, address.network) > countingRules.networkViewsPerMinute.value && address.isPublic
      ? drop('network-pace')
      : 'accepted';
  };
