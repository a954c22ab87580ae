import type { Instant } from '../../base/clock.js';
import type { Zone } from '../../base/zone.js';
import { formatInstant, isoOf } from '../theme/dates.js';

/** The newsroom's dates are short and in the paper's zone, which is named beside them. */
const writing = (zone: Zone) => ({ locale: 'en-GB', zone });

export const shortTime = (instant: Instant, zone: Zone): string =>
  `${formatInstant(instant, 'shortDay', writing(zone))}, ${formatInstant(instant, 'time', writing(zone))}`;

export const fullTime = (instant: Instant, zone: Zone): string =>
  formatInstant(instant, 'full', writing(zone));

export const ShortTime = ({ instant, zone }: { readonly instant: Instant; readonly zone: Zone }) => (
  <time dateTime={isoOf(instant)}>{shortTime(instant, zone)}</time>
);
