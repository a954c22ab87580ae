import { scoringWeights } from './related-weights.js';

/** How often readers went on to a story, by its id; too few count as none. */
export function followedBy(id: string, followed: ReadonlyMap<string, number> | undefined): number {
  const times = followed?.get(id) ?? 0;
  return times >= scoringWeights.followedAtLeast ? times : 0;
}

/** Moves a score towards 1 by a share that grows with the readers who went there and never passes `followedGain`. */
export function withFollowed(textScore: number, times: number): number {
  const share = (scoringWeights.followedGain * times) / (times + scoringWeights.followedHalfWay);
  return textScore + (1 - textScore) * share;
}
