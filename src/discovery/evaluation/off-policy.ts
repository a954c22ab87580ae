import type { Random } from '../../base/seeded-random.js';
import { ClusteredRatio, clustersNeeded } from './clustered-ratio.js';
import type { Interval } from './metrics.js';

/**
 * What one place of a list got while one story stood there: all impressions and clicks of an Edition on a page, the story's
 * chance under the list that was shown, and under the list that is judged.
 */
export interface LoggedPlace {
  /** The draw that put it there, Edition × page: what happened in one draw is not independent, and counts as one. */
  readonly draw: string;
  readonly impressions: number;
  readonly clicks: number;
  /** In (0, 1], as logged. */
  readonly propensity: number;
  /** The chance that the judged list would have put this story there; 0 if never. */
  readonly targetProbability: number;
}

export type OffPolicyEstimate =
  | (Interval & { readonly kind: 'estimate'; readonly effectiveDraws: number })
  /** Too few draws speak for the judged list: a number would be read as a verdict, so there is none. */
  | { readonly kind: 'too-few-draws'; readonly effectiveDraws: number; readonly needed: number };

/**
 * The click rate that another list would have had: self-normalised inverse propensity scoring (Swaminathan and Joachims 2015),
 * with a 95 % interval from the linearised ratio over whole draws and Student's t at the effective number of draws (Kish).
 */
export function snips(places: readonly LoggedPlace[]): OffPolicyEstimate {
  const draws = new Map<string, { impressions: number; clicks: number }>();
  for (const place of places) {
    const weight = place.targetProbability / place.propensity;
    const sums = draws.get(place.draw) ?? { impressions: 0, clicks: 0 };
    sums.impressions += weight * place.impressions;
    sums.clicks += weight * place.clicks;
    draws.set(place.draw, sums);
  }
  const ratio = new ClusteredRatio();
  for (const { clicks, impressions } of draws.values()) ratio.add(clicks, impressions);
  return estimateOf(ratio);
}

/**
 * The same by replay with rejection (Li et al. 2011, for a list that was not drawn evenly): a place is kept with the chance
 * weight ÷ largest weight, and the kept ones are what the judged list would have seen.
 */
export function replayEstimate(places: readonly LoggedPlace[], random: Random): OffPolicyEstimate {
  const weight = (place: LoggedPlace) => place.targetProbability / place.propensity;
  const largest = places.reduce((most, place) => Math.max(most, weight(place)), 0);
  const kept = places.filter((place) => random() * largest < weight(place));
  return snips(kept.map((place) => ({ ...place, propensity: 1, targetProbability: 1 })));
}

/** An estimate, or the refusal of one, from sums over draws. */
export function estimateOf(ratio: ClusteredRatio): OffPolicyEstimate {
  const { effectiveClusters: effectiveDraws } = ratio;
  if (effectiveDraws < clustersNeeded)
    return { kind: 'too-few-draws', effectiveDraws, needed: clustersNeeded };
  return { kind: 'estimate', ...ratio.interval(), effectiveDraws };
}
