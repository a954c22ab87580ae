import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { type StayWatch, stayWatch } from './stay-watch.js';
import { drop, type Verdict } from './verdict.js';

/** Apart, so that a flood of browsers that are made up does not push networks out. */
export interface RestlessWatches {
  readonly browsers: StayWatch;
  /** Addresses alone, of IPv6 the /64. */
  readonly addresses: StayWatch;
  readonly networks: StayWatch;
}

export const restlessWatches = (): RestlessWatches => ({
  browsers: stayWatch(),
  addresses: stayWatch(),
  networks: stayWatch(),
});

const ofBrowser = countingRules.restlessBrowserViews.value;
const ofNetwork = countingRules.restlessNetworkViews.value;

/**
 * Readers stay on some of what they open; programs open and go on. Where many views came from one browser, address or
 * network, and hardly any was stayed on, further ones do not count until some are. Shares do not grow with a crowd: thousands
 * of readers behind one address stay as often as one alone. A picture fetched without scripts is a view without a stay.
 *
 * One program must not keep the readers out with whom it shares a network: what one browser opens in excess is told of that
 * browser alone, what one address does of that address, and a browser that stays is counted wherever it is.
 */
export const dropRestless =
  (watches: RestlessWatches) =>
  (hit: Hit): Verdict => {
    const { address, visitsAt, stayCount } = hit;
    if (!address || visitsAt.length + stayCount === 0) return 'accepted';
    const verdict = verdictOf(watches, hit, address);
    note(watches, hit, address);
    return verdict;
  };

type Address = NonNullable<Hit['address']>;

function verdictOf(
  { browsers, addresses, networks }: RestlessWatches,
  { browserKey, visitsAt, receivedAt }: Hit,
  { isPublic, readerPart, network }: Address,
): Verdict {
  if (visitsAt.length === 0) return 'accepted';
  if (browsers.isRestless(browserKey, ofBrowser, receivedAt)) return drop('browser-restless');
  if (!isPublic || browsers.isSettled(browserKey, receivedAt)) return 'accepted';
  const isRestless =
    addresses.isRestless(readerPart, ofNetwork, receivedAt) ||
    networks.isRestless(network, ofNetwork, receivedAt);
  return isRestless ? drop('network-restless') : 'accepted';
}

function note(
  { browsers, addresses, networks }: RestlessWatches,
  { browserKey, visitsAt, stayCount, receivedAt }: Hit,
  { readerPart, network }: Address,
): void {
  const told = { views: visitsAt.length, stays: stayCount };
  browsers.note(browserKey, told, receivedAt);
  if (browsers.isDoubtful(browserKey, ofBrowser, receivedAt)) return;
  addresses.note(readerPart, told, receivedAt);
  if (addresses.isDoubtful(readerPart, ofNetwork, receivedAt)) return;
  networks.note(network, told, receivedAt);
}
