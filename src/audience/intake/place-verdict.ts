import { CrowdCounts } from './crowd-counts.js';
import type { Hit } from './hit.js';
import type { ShownPlace } from './page-slate.js';
import { placeWatch } from './place-watch.js';
import { drop, type Verdict } from './verdict.js';

/** What becomes of a link that was seen or followed, of a hit that was accepted; `shown` is what the page had there. */
export type PlaceVerdicts = (
  hit: Hit,
  kind: 'impression' | 'click',
  shown: ShownPlace | undefined,
) => Verdict;

/**
 * A place at which the page showed nothing is dropped, and what the same browser told of it a while ago. A crowd of one network
 * that follows one story is held to what its part of all that is followed explains (drop-crowd.ts does the same for views):
 * browsers can be made up, and what is followed most comes into every list.
 */
export function placeVerdicts(): PlaceVerdicts {
  const watch = placeWatch();
  const follows = new CrowdCounts();
  return ({ token, address, browserKey, receivedAt }, kind, shown) => {
    if (shown === undefined || !token.ok) return drop('not-shown');
    const { list, position, storyId } = shown;
    const pageId = token.value.storyId;
    if (watch.isRepeat({ browserKey, pageId, kind, list, position }, receivedAt))
      return drop('repeated-place');
    if (kind === 'impression' || !address || storyId === pageId) return 'accepted';
    const part = { network: address.network, storyId };
    const { own, plausible } = follows.standing(part, receivedAt);
    if (address.isPublic && own + 1 > plausible) return drop('network-crowd');
    follows.add(part, 1, receivedAt);
    return 'accepted';
  };
}
