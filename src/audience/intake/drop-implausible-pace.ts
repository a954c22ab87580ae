import { minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { SlidingCounts } from './sliding-counts.js';
import { drop, type Verdict } from './verdict.js';

/** MRC: activity at a pace that no person keeps. Measured over one browser and over its whole network, in views a minute. */
export const dropImplausiblePace =
  (views = new SlidingCounts(minuteMs)) =>
  (hit: Hit): Verdict => {
    const { browserKey, address, viewCount, receivedAt } = hit;
    if (viewCount === 0 || !address) return 'accepted';
    const paceOf = (key: string) => {
      views.add(key, viewCount, receivedAt);
      return views.of(key, receivedAt);
    };
    const [ofBrowser, ofNetwork] = [paceOf(browserKey), paceOf(address.network)];
    if (ofBrowser > countingRules.browserViewsPerMinute.value) return drop('browser-pace');
    return address.isPublic && ofNetwork > countingRules.networkViewsPerMinute.value
      ? drop('network-pace')
      : 'accepted';
  };
