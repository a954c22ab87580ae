import { type Instant, minuteMs, secondMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import { CrowdCounts } from './crowd-counts.js';
import type { Hit } from './hit.js';
import { Lately } from './lately.js';
import { SlidingCounts } from './sliding-counts.js';
import { drop, type Verdict } from './verdict.js';

const visitsAtMost = 100_000;
/** A reaction is given by the end of a long read. Forgotten sooner than in the ledger, a visit weighs anew. */
const visitsRememberedMs = 30 * minuteMs;
const repeatWindowMs = countingRules.repeatWindowSeconds.value * secondMs;
const oldestMs = countingRules.eventAgeMinutes.value * minuteMs;

/**
 * One network's part of the views of one story. Readers everywhere bring a story to the top; a crowd on one story that comes
 * from one network alone, and is neither met elsewhere nor explained by the network's usual part of the site's readers, is
 * held to a few views, so that a flood moves no list by more than that. What was held back does not count as met elsewhere.
 * What the ledger will not count weighs nothing, or it would keep readers out; what it will count weighs, whatever ages it tells.
 */
export function dropCrowd(): (hit: Hit) => Verdict {
  const views = new CrowdCounts();
  /** Pictures and reactions, by network and story: no crowd of them makes readers of the story. */
  const others = new SlidingCounts(countingRules.crowdWindowMinutes.value * minuteMs);
  /** When this browser was last on this story, of what was let through. */
  const lastOf = new Lately<Instant>(visitsRememberedMs, visitsAtMost);
  return ({ token, address, browserKey, visitKind, visitsAt, receivedAt }) => {
    if (visitsAt.length === 0 || !address || !token.ok) return 'accepted';
    const { storyId } = token.value;
    const visit = `${visitKind} ${browserKey} ${storyId}`;
    const lastVisit = lastOf.get(visit, receivedAt);
    const { count, last } = countedBy(visitKind, visitsAt, lastVisit, receivedAt);
    const hasViewed =
      visitKind === 'reaction' && lastOf.get(`view ${browserKey} ${storyId}`, receivedAt) !== undefined;
    if (count > 0 && !hasViewed) {
      const part = { network: address.network, storyId };
      const { own, plausible } = views.standing(part, receivedAt);
      const other = `${visitKind} ${part.network} ${storyId}`;
      const before = visitKind === 'view' ? own : others.of(other, receivedAt);
      if (address.isPublic && before + count > plausible) return drop('network-crowd');
      if (visitKind === 'view') views.add(part, count, receivedAt);
      else others.add(other, count, receivedAt);
    }
    if (last !== undefined) lastOf.set(visit, last, receivedAt);
    return 'accepted';
  };
}

/** How many of the visits the ledger will count (settle-batch.ts), and when the last of all was. */
function countedBy(
  kind: Hit['visitKind'],
  visitsAt: readonly Instant[],
  before: Instant | undefined,
  receivedAt: Instant,
): { readonly count: number; readonly last: Instant | undefined } {
  if (kind === 'reaction') return { count: before === undefined ? 1 : 0, last: receivedAt };
  let [count, last] = [0, before];
  for (const at of visitsAt) {
    if (receivedAt - at > oldestMs) continue;
    if (last === undefined || at - last >= repeatWindowMs) count += 1;
    last = Math.max(last ?? at, at);
  }
  return { count, last };
}
