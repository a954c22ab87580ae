import type { Random } from '../../base/seeded-random.js';
import type { ClickSignals } from './appeal.js';

/** A story counts as under-shown until its places would have brought an average story this many clicks. */
export const enoughExpected = 2;
/** Every story's click rate is thought to be the average one, with the weight of this many expected clicks. */
const prior = 1;
const rounds = 256;
/** No under-shown story is shut out: this share is drawn evenly, which also bounds the weights of off-policy estimators. */
const evenShare = 0.2;

/**
 * Thompson sampling (1933) over under-shown stories, with the chances written out so that each can be logged: a story's chance
 * is the share of rounds in which its click rate, drawn from a gamma posterior, is the highest, mixed with an even share. One
 * chance for each story, 0 for those shown enough; they sum to 1, or to 0 where all were.
 */
export function explorationChances(stories: readonly ClickSignals[], random: Random): number[] {
  const underShown = stories.map((_, at) => at).filter((at) => stories[at]!.expected < enoughExpected);
  const chances = stories.map(() => 0);
  for (let round = 0; round < rounds && underShown.length > 0; round += 1) {
    const rates = underShown.map((at) => {
      const { clicks, expected } = stories[at]!;
      return gamma(clicks + prior, random) / (expected + prior);
    });
    chances[underShown[rates.indexOf(Math.max(...rates))]!]! += (1 - evenShare) / rounds;
  }
  for (const at of underShown) chances[at]! += evenShare / underShown.length;
  return chances;
}

export interface Drawn<Story> {
  readonly story: Story;
  /** The chance with which it was drawn from these stories. */
  readonly probability: number;
}

/** Draws one story in proportion to its chance; undefined where none has any. */
export function drawOne<Story extends { readonly explorationChance: number }>(
  stories: readonly Story[],
  random: Random,
): Drawn<Story> | undefined {
  const total = stories.reduce((sum, { explorationChance }) => sum + explorationChance, 0);
  if (total === 0) return undefined;
  let rest = random() * total;
  const drawn = stories.find(({ explorationChance }) => {
    rest -= explorationChance;
    return rest < 0;
  });
  return drawn && { story: drawn, probability: drawn.explorationChance / total };
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
