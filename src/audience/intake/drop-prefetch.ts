import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** A page fetched ahead was not read. `Sec-Purpose` is the standard's header, `Purpose` and `X-Moz` its forerunners. */
export function dropPrefetch(hit: Hit): Verdict {
  if (hit.signs.includes('prerender') || /prerender/i.test(hit.purpose)) return drop('prerender');
  return /prefetch|preview/i.test(hit.purpose) ? drop('prefetch') : 'accepted';
}
