import type { Random } from '../evaluation/metrics.js';
import type { Candidate } from './candidate.js';

/** A story counts as under-shown until its places would have brought an average story this many clicks. */
const enoughExpected = 2;
/** Every story's click rate is thought to be the average one, with the weight of this many expected clicks. */
const prior = 1;
const rounds = 64;
/** No under-shown story is shut out: this share is drawn evenly, which also bounds the weights of off-policy estimators. */
const evenShare = 0.2;

export interface Chance {
  readonly story: Candidate;
  /** Chance of being drawn; all sum to 1. */
  readonly probability: number;
}

/**
 * Thompson sampling (1933) over under-shown stories, with the chances written out so that each can be logged: a story's chance
 * is the share of rounds in which its click rate, drawn from a gamma posterior, is the highest, mixed with an even share.
 */
export function explorationChances(candidates: readonly Candidate[], random: Random): Chance[] {
  const underShown = candidates.filter(({ expected }) => expected < enoughExpected);
  const wins = underShown.map(() => 0);
  for (let round = 0; round < rounds && underShown.length > 0; round += 1) {
    const rates = underShown.map(
      ({ clicks, expected }) => gamma(clicks + prior, random) / (expected + prior),
    );
    wins[rates.indexOf(Math.max(...rates))]! += 1;
  }
  return underShown.map((story, at) => ({
    story,
    probability: ((1 - evenShare) * wins[at]!) / rounds + evenShare / underShown.length,
  }));
}

/** Draws one by its chance; undefined where there is none. */
export function drawn(chances: readonly Chance[], random: Random): Chance | undefined {
  let rest = random() * chances.reduce((sum, { probability }) => sum + probability, 0);
  for (const chance of chances) {
    rest -= chance.probability;
    if (rest <= 0) return chance;
  }
  return chances.at(-1);
}

/** A draw from the gamma distribution with shape ≥ 1 and scale 1 (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller (1958). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
