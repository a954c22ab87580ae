import { expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { fitParts, type MarkedCandidate } from './related-fit.js';

/** Stories that are right in proportion to exp(20 · (text + company · c + neighbours · n)). */
function queries(company: number, neighbours: number): MarkedCandidate[][] {
  const random = seededRandom(3);
  const part = () => random() / 2;
  return Array.from({ length: 400 }, () =>
    Array.from({ length: 30 }, () => {
      const parts = { text: part(), company: part(), neighbours: part() };
      const sum = parts.text + company * parts.company + neighbours * parts.neighbours;
      const middle = (1 + company + neighbours) / 4;
      return { ...parts, gain: Number(random() < 1 / (1 + Math.exp(-20 * (sum - middle)))) };
    }),
  );
}

it.each([
  [1, 0.5],
  [0.2, 2],
])('finds the weights %d and %d that stories were marked by', (company, neighbours) => {
  const fitted = fitParts([{ share: 1, queries: queries(company, neighbours) }]);
  expect(Math.abs(fitted.company - company)).toBeLessThan(0.15);
  expect(Math.abs(fitted.neighbours - neighbours)).toBeLessThan(0.15);
});

it('leans to the set that counts more', () => {
  const one = queries(1, 0.2);
  const other = queries(0.2, 1);
  const fitWith = (share: number) =>
    fitParts([
      { share, queries: one },
      { share: 1, queries: other },
    ]);
  expect(fitWith(10).company).toBeGreaterThan(fitWith(0.1).company + 0.3);
});
