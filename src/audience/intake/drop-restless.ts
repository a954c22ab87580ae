import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { type StayWatch, stayWatch } from './stay-watch.js';
import { drop, type Verdict } from './verdict.js';

/** Apart, so that a flood of browsers that are made up does not push networks out. */
export interface RestlessWatches {
  readonly browsers: StayWatch;
  readonly networks: StayWatch;
}

export const restlessWatches = (): RestlessWatches => ({ browsers: stayWatch(), networks: stayWatch() });

/**
 * Readers stay on some of what they open; programs open and go on. Where many views came from one browser or network,
 * and hardly any was stayed on, further ones do not count until some are. Shares do not grow with a crowd: thousands of
 * readers behind one address stay as often as one alone. A picture fetched without scripts is a view without a stay.
 */
export const dropRestless =
  ({ browsers, networks }: RestlessWatches) =>
  (hit: Hit): Verdict => {
    const { browserKey, address, viewCount, stayCount, receivedAt } = hit;
    if (!address || viewCount + stayCount === 0) return 'accepted';
    const { restlessBrowserViews, restlessNetworkViews } = countingRules;
    const isBrowser = browsers.isRestless(browserKey, restlessBrowserViews.value, receivedAt);
    const isNetwork =
      address.isPublic && networks.isRestless(address.network, restlessNetworkViews.value, receivedAt);
    const told = { views: viewCount, stays: stayCount };
    browsers.note(browserKey, told, receivedAt);
    networks.note(address.network, told, receivedAt);
    if (viewCount === 0) return 'accepted';
    if (isBrowser) return drop('browser-restless');
    return isNetwork ? drop('network-restless') : 'accepted';
  };
