import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { explorationChances } from './explore.js';

const signals = (clicks: number, expected: number) => ({ clicks, expected });
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('explorationChances', () => {
  it.each([
    { what: 'stories never shown', stories: [signals(0, 0), signals(0, 0), signals(0, 0)], total: 1 },
    { what: 'stories shown enough', stories: [signals(3, 4), signals(9, 9)], total: 0 },
    { what: 'no stories', stories: [], total: 0 },
  ])('sum to $total for $what', ({ stories, total }) => {
    expect(sum(explorationChances(stories, seededRandom(1)))).toBeCloseTo(total, 9);
  });

  it('favour what did well so far, and shut nobody out', () => {
    const [good, bad, enough] = explorationChances(
      [signals(3, 1), signals(0, 1.5), signals(5, 5)],
      seededRandom(1),
    );
    expect(good!).toBeGreaterThan(2 * bad!);
    expect(bad!).toBeGreaterThanOrEqual(0.1);
    expect(enough).toBe(0);
  });
});
