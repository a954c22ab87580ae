import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/**
 * The picture of the number without scripts can be put into any page of the web: its readers would be counted here unasked,
 * and made to look restless.
 */
export const dropOtherSite = (hit: Hit): Verdict => (hit.isOfOtherSite ? drop('other-site') : 'accepted');
