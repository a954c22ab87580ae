import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';

describe('fitConditionalLogit', () => {
  it('finds the weights that a made-up world chooses by, within three standard errors', () => {
    const truth = [1.2, -0.7, 0];
    const random = seededRandom(11);
    const choices = Array.from({ length: 3000 }, (): Choice => {
      const options = Array.from({ length: 6 }, () => truth.map(() => 2 * random() - 1));
      const powers = options.map((option) =>
        Math.exp(option.reduce((sum, value, at) => sum + value * truth[at]!, 0)),
      );
      let rest = random() * powers.reduce((sum, power) => sum + power, 0);
      const chosen = powers.findIndex((power) => {
        rest -= power;
        return rest < 0;
      });
      return { options, chosen };
    });
    const { weights, standardErrors } = fitConditionalLogit(choices, 3, 0.01);
    weights.forEach((weight, at) => {
      expect(Math.abs(weight - truth[at]!)).toBeLessThan(3 * standardErrors[at]!);
      expect(standardErrors[at]!).toBeLessThan(0.06);
    });
  });

  it('says nothing where choices say nothing', () => {
    const choices = [0, 1].map((chosen) => ({ options: [[1], [0]], chosen }));
    expect(fitConditionalLogit(choices, 1).weights[0]).toBeCloseTo(0, 6);
  });
});
