import { expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { compareRates, leadOf, weightsOf } from './compared-rates.js';
import { knownSlates } from './known-slates.js';
import { shuffledLater, rows as slates } from './logs.fixture.js';
import { mean } from './metrics.js';
import type { SlateRow } from './mind.js';
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

/** Slates of eight stories of the last day, one clicked in proportion to exp(worth); a new story each ten minutes. */
function chosenBy(worth: (ageHours: number, good: boolean) => number): SlateRow[] {
  const random = seededRandom(4);
  const start = 500_000 * hourMs;
  return Array.from({ length: 1500 }, (_, index) => {
    const at = start + index * 180_000;
    const born = Array.from({ length: 8 }, () => Math.floor(index * 0.3 - 144 * random()));
    const storyIds = [...new Set(born)].map(String);
    const powers = storyIds.map((id) =>
      Math.exp(worth((at - start) / hourMs - Number(id) / 6, Number(id) % 2 === 0)),
    );
    let rest = random() * powers.reduce((sum, power) => sum + power, 0);
    const chosen = powers.findIndex((power) => {
      rest -= power;
      return rest < 0;
    });
    const clicked = storyIds.map((_, place) => place === chosen);
    return { at, personId: `person ${index % 40}`, history: [], storyIds, clicked };
  });
}

it('finds with trees what weights cannot tell: stories read most when neither young nor old', () => {
  const compared = compareRates(
    chosenBy((ageHours) => (ageHours > 4 && ageHours < 9 ? 3 : 0)),
    comparisons,
  );
  expect(leadOf(compared, 'trees', 'fitted').low).toBeGreaterThan(0.05);
});

it('gives trees no lead over weights where some stories are better and no more is to be known', () => {
  const compared = compareRates(
    chosenBy((_, good) => (good ? 2 : 0)),
    comparisons,
  );
  expect(mean(compared.aucs.get('fitted')!)).toBeGreaterThan(0.6);
  expect(leadOf(compared, 'trees', 'fitted').low).toBeLessThan(0);
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
