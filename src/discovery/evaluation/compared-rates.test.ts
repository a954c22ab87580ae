import { expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { compareRates } from './compared-rates.js';
import { rows, shuffledLater } from './logs.fixture.js';
import { mean } from './metrics.js';

const comparisons = { fitted: ['shipped'], 'with clicks': ['shipped', 'clicks', 'hour'] } as const;

it('judges the end of a log by weights of its middle', () => {
  const { aucs, personIds } = compareRates(rows, comparisons);
  expect([...aucs.keys()]).toEqual(['shipped weights', 'fitted', 'with clicks']);
  for (const values of aucs.values()) {
    expect(values).toHaveLength(personIds.length);
    expect(mean(values)).toBeGreaterThan(0);
  }
  expect(personIds.length).toBeGreaterThan(0);
  expect(personIds.length).toBeLessThanOrEqual(Math.ceil(rows.length * 0.4));
});

it('knows no future: the first slates judged stay as they were when later ones are dealt anew', () => {
  const judgedEarly = Math.floor(rows.length * 0.1);
  const one = compareRates(rows, comparisons).aucs;
  const fixed = Math.floor(rows.length * 0.75);
  const dealt = [...rows.slice(0, fixed), ...shuffledLater(rows.slice(fixed), seededRandom(9))];
  const other = compareRates(dealt, comparisons).aucs;
  for (const [name, values] of one) {
    expect(other.get(name)!.slice(0, judgedEarly)).toEqual(values.slice(0, judgedEarly));
    expect(other.get(name)).not.toEqual(values);
  }
});
