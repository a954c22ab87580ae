import { expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { compareRates } from './compared-rates.js';
import { rows, shuffledLater } from './logs.fixture.js';
import { mean } from './metrics.js';

const comparisons = { fitted: ['shipped'], 'with clicks': ['shipped', 'clicks', 'hour'] } as const;

it('judges the end of a log by weights of its middle', () => {
  // Of each slate the story that comes first by name is clicked: what was clicked more over its places is the better one.
  const planted = rows.map((row) => {
    const first = row.storyIds.toSorted()[0];
    return { ...row, clicked: row.storyIds.map((storyId) => storyId === first) };
  });
  const { aucs, personIds } = compareRates(planted, comparisons);
  expect([...aucs.keys()]).toEqual(['shipped weights', 'fitted', 'with clicks']);
  expect(personIds).toHaveLength(rows.length * 0.4);
  const byChance = compareRates(rows, comparisons).aucs;
  for (const [name, values] of aucs) {
    expect(values).toHaveLength(personIds.length);
    expect(mean(values)).toBeGreaterThan(0.85);
    expect(mean(byChance.get(name)!)).toBeLessThan(0.65);
  }
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
