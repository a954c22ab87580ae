import type { AddressRanges } from './address-ranges.js';
import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** MRC general invalid traffic: known data-centre traffic. The ranges are the operator's; none are shipped. */
export const dropDataCentre =
  (ranges: AddressRanges) =>
  (hit: Hit): Verdict =>
    hit.address && ranges.has(hit.address.bytes) ? drop('data-centre-address') : 'accepted';
