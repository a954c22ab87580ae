import { expect, it } from 'vitest';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import { fitBoostedTrees } from './boosted-trees.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';
import { mean } from './metrics.js';

type Worth = (features: readonly number[]) => number;

/** Choices of one in five, by the log-odds that `worth` gives to two features between -1 and 1. */
function choicesBy(worth: Worth, count: number, random: Random): Choice[] {
  return Array.from({ length: count }, () => {
    const options = Array.from({ length: 5 }, () => [2 * random() - 1, 2 * random() - 1]);
    const powers = options.map((features) => Math.exp(worth(features)));
    let rest = random() * powers.reduce((sum, power) => sum + power, 0);
    const chosen = powers.findIndex((power) => {
      rest -= power;
      return rest < 0;
    });
    return { options, chosen };
  });
}

/** The mean log-likelihood of a choice. */
const likelihoodOf = (choices: readonly Choice[], score: Worth): number =>
  mean(
    choices.map(({ options, chosen }) => {
      const scores = options.map(score);
      return scores[chosen]! - Math.log(scores.reduce((sum, each) => sum + Math.exp(each), 0));
    }),
  );

function compared(worth: Worth) {
  const random = seededRandom(3);
  const [learned, judged] = [choicesBy(worth, 3000, random), choicesBy(worth, 3000, random)];
  const { weights } = fitConditionalLogit(learned, 2);
  return {
    truth: likelihoodOf(judged, worth),
    linear: likelihoodOf(judged, ([a, b]) => weights[0]! * a! + weights[1]! * b!),
    trees: likelihoodOf(judged, fitBoostedTrees(learned, { trees: 100, depth: 3 })),
  };
}

it('learns an interaction that weights cannot see', () => {
  const { truth, linear, trees } = compared(([a, b]) => (a! * b! > 0 ? 2 : 0));
  expect(linear).toBeCloseTo(-Math.log(5), 2);
  expect(trees).toBeGreaterThan(linear + 0.7 * (truth - linear));
});

it('is no better than weights where these are the truth', () => {
  const { truth, linear, trees } = compared(([a, b]) => 2 * a! - b!);
  expect(linear).toBeCloseTo(truth, 2);
  expect(trees).toBeLessThan(linear);
});

it('scores all options alike where nothing tells them apart', () => {
  const score = fitBoostedTrees([{ options: [[1], [1], [1]], chosen: 1 }], { trees: 5, depth: 2 });
  expect(score([1])).toBe(score([7]));
});
