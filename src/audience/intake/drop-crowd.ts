import { LRUCache } from 'lru-cache';
import { type Instant, minuteMs, secondMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import type { Hit } from './hit.js';
import { SlidingCounts } from './sliding-counts.js';
import { drop, type Verdict } from './verdict.js';

const browsersRemembered = 100_000;
const repeatWindowMs = countingRules.repeatWindowSeconds.value * secondMs;

/** Everything that was accepted, in one sum. */
const site = '';

/**
 * One network's part of the views of one story. Readers everywhere bring a story to the top; a crowd on one story that comes
 * from one network alone, and is neither met elsewhere nor explained by the network's usual part of the site's readers, is
 * held to a few views, so that a flood moves no list by more than that. What was held back does not count as met elsewhere.
 * What the ledger will know for a repeat of a view that was let through is let through as well.
 */
export function dropCrowd(
  accepted = new SlidingCounts(countingRules.crowdWindowMinutes.value * minuteMs),
): (hit: Hit) => Verdict {
  /** When this browser was last let through to this story. */
  const lastOf = new LRUCache<string, Instant>({ max: browsersRemembered });
  return ({ token, address, browserKey, viewCount, isReaction, receivedAt }) => {
    if (viewCount === 0 || !address || !token.ok) return 'accepted';
    const { storyId } = token.value;
    const visit = `${browserKey} ${storyId}`;
    const last = lastOf.get(visit);
    const isKnown = last !== undefined && (isReaction || Math.abs(receivedAt - last) < repeatWindowMs);
    const own = `${address.network} ${storyId}`;
    if (!isKnown) {
      const plausible = plausibleViews(surroundingsOf(accepted, address.network, storyId, own, receivedAt));
      if (address.isPublic && accepted.of(own, receivedAt) + viewCount > plausible)
        return drop('network-crowd');
      const sums = isReaction ? [own] : [own, `s ${storyId}`, `n ${address.network}`, site];
      for (const key of sums) accepted.add(key, viewCount, receivedAt);
    }
    lastOf.set(visit, receivedAt);
    return 'accepted';
  };
}

function surroundingsOf(
  accepted: SlidingCounts,
  network: string,
  storyId: string,
  own: string,
  now: Instant,
): Surroundings {
  const [ofBoth, ofStory] = [accepted.of(own, now), accepted.of(`s ${storyId}`, now)];
  return {
    elsewhere: Math.max(0, ofStory - ofBoth),
    networkOnOthers: Math.max(0, accepted.of(`n ${network}`, now) - ofBoth),
    siteOnOthers: accepted.of(site, now) - ofStory,
  };
}

interface Surroundings {
  /** Views of the story from all other networks. */
  readonly elsewhere: number;
  /** Views of all other stories: from this network, and from all. */
  readonly networkOnOthers: number;
  readonly siteOnOthers: number;
}

/** How many views of a story one network may have in the window; all figures are of that window. */
export function plausibleViews({ elsewhere, networkOnOthers, siteOnOthers }: Surroundings): number {
  const { crowdFreeViews, crowdElsewherePercent, crowdUsualTimes } = countingRules;
  const others = Math.max(0, siteOnOthers - networkOnOthers);
  // The network's views for each view elsewhere, as the other stories show it; one more of each, since both may be none.
  const usual = ((elsewhere + 1) * networkOnOthers) / (others + 1);
  return (
    crowdFreeViews.value + (elsewhere * crowdElsewherePercent.value) / 100 + usual * crowdUsualTimes.value
  );
}
