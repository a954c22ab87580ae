import { type AddressRanges, noRanges } from './address-ranges.js';
import { type BotTest, botTest, dropBot } from './drop-bot.js';
import { dropCrowd } from './drop-crowd.js';
import { dropDataCentre } from './drop-data-centre.js';
import { dropHeadless } from './drop-headless.js';
import { dropImplausiblePace } from './drop-implausible-pace.js';
import { dropOtherSite } from './drop-other-site.js';
import { dropPrefetch } from './drop-prefetch.js';
import { dropRestless, type RestlessWatches, restlessWatches } from './drop-restless.js';
import { dropStaff } from './drop-staff.js';
import { dropForgedToken } from './drop-unverified.js';
import type { Hit } from './hit.js';
import type { Verdict } from './verdict.js';

export type IntakeStep = (hit: Hit) => Verdict;

export interface IntakeParts {
  readonly isBot?: BotTest;
  readonly dataCentres?: AddressRanges;
  readonly restless?: RestlessWatches;
}

/**
 * What a request passes before its events reach the ledger, in this order; the first that drops it decides. The
 * ledger then takes the steps that only the database can decide, in its transaction (settle-batch.ts): dropSeenIds,
 * dropTooOld, dropRepeats, dropLeavesWithoutView, dropPlacesWithoutView.
 */
export const intakeSteps = (parts: IntakeParts = {}): readonly IntakeStep[] => [
  dropForgedToken,
  dropStaff,
  dropOtherSite,
  dropBot(parts.isBot ?? botTest()),
  dropDataCentre(parts.dataCentres ?? noRanges),
  dropPrefetch,
  dropHeadless,
  dropImplausiblePace(),
  dropRestless(parts.restless ?? restlessWatches()),
  dropCrowd(),
];

/** The verdict of the first step that drops the hit, or `accepted`. */
export function judge(steps: readonly IntakeStep[], hit: Hit): Verdict {
  for (const step of steps) {
    const verdict = step(hit);
    if (verdict !== 'accepted') return verdict;
  }
  return 'accepted';
}
