import { expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { compareRates, leadOf, weightsOf } from './compared-rates.js';
import { knownSlates } from './known-slates.js';
import { shuffledLater, rows as slates } from './logs.fixture.js';
import { mean } from './metrics.js';
import { boostedTrees, plain } from './tree-rankers.js';

/** Several readers: intervals are drawn by readers, and one reader's doings can be left out. */
const rows = slates.map((row, index) => ({ ...row, personId: `person ${index % 7}` }));

const few = { trees: 50, depth: 2 };
const comparisons = {
  fitted: { learn: weightsOf(['shipped']) },
  'with clicks': { learn: weightsOf(['shipped', 'clicks', 'hour']) },
  trees: { learn: boostedTrees(plain(['shipped', 'clicks']), few) },
};

it('judges the end of a log by weights of its middle', () => {
  // Of each slate the story that comes first by name is clicked: what was clicked more over its places is the better one.
  const planted = rows.map((row) => {
    const first = row.storyIds.toSorted()[0];
    return { ...row, clicked: row.storyIds.map((storyId) => storyId === first) };
  });
  const { aucs, personIds } = compareRates(planted, comparisons);
  expect([...aucs.keys()]).toEqual(['shipped weights', 'fitted', 'with clicks', 'trees']);
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

it('finds with trees what weights cannot tell: the story that was neither clicked most nor least', () => {
  const middle = rows.map((row) => {
    const wanted = row.storyIds.toSorted()[Math.floor(row.storyIds.length / 2)];
    return { ...row, clicked: row.storyIds.map((storyId) => storyId === wanted) };
  });
  const compared = compareRates(middle, comparisons);
  expect(leadOf(compared, 'trees', 'fitted').low).toBeGreaterThan(0);
});

it('knows, of other readers only, what there would be without the reader who is shown the slate', () => {
  const [last] = rows.slice(-1);
  const others = rows.slice(0, -1).filter(({ personId }) => personId !== last!.personId);
  expect(others.length).toBeGreaterThan(rows.length / 2);
  expect(others.length).toBeLessThan(rows.length - 1);
  const without = [...knownSlates(rows, 'other readers')].at(-1)!.known;
  const asIf = [...knownSlates([...others, last!])].at(-1)!.known;
  without.forEach((own, at) => {
    for (const [name, value] of own) expect(value, name).toBeCloseTo(asIf[at]!.get(name)!, 9);
  });
});
