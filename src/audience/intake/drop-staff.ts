import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** People who make the paper are not its readers. */
export const dropStaff = (hit: Hit): Verdict => (hit.isStaff ? drop('staff') : 'accepted');
