import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import { type LoggedPlace, type OffPolicyEstimate, replayEstimate, snips } from './off-policy.js';

/**
 * A world whose truth is known: each draw (Edition × page) has its own mood, which lifts all its click rates together; one of
 * four stories stands at the place, the first nearly always; the judged list would show the third.
 */
const rates = [0.1, 0.05, 0.14, 0.02];
const shown = [0.85, 0.05, 0.06, 0.04];
const judged = [0, 0.1, 0.9, 0];
const truth = judged.reduce((total, share, story) => total + share * rates[story]!, 0);

function simulate(draws: number, random: Random): LoggedPlace[] {
  return Array.from({ length: draws }, (_, draw) => {
    const mood = 0.5 + random();
    const story = pick(shown, random);
    const impressions = 5 + Math.floor(random() * 40);
    let clicks = 0;
    for (let seen = 0; seen < impressions; seen += 1) if (random() < rates[story]! * mood) clicks += 1;
    return {
      draw: `draw ${draw}`,
      impressions,
      clicks,
      propensity: shown[story]!,
      targetProbability: judged[story]!,
    };
  });
}

function pick(chances: readonly number[], random: Random): number {
  let rest = random();
  return chances.findIndex((chance) => {
    rest -= chance;
    return rest < 0;
  });
}

type Estimate = (places: LoggedPlace[], random: Random) => OffPolicyEstimate;

function coverage(
  estimate: Estimate,
  places = (random: Random) => simulate(1500, random),
  runs = 600,
): number {
  const random = seededRandom(7);
  let covered = 0;
  for (let run = 0; run < runs; run += 1) {
    const result = estimate(places(random), random);
    if (result.kind === 'estimate' && result.low <= truth && truth <= result.high) covered += 1;
  }
  return covered / runs;
}

/**
 * The same where one draw is several rows of the log, as the slots of an Edition on a page are. Draws that the judged list
 * would never make weigh nothing, and are left out to save time.
 */
function simulateRows(draws: number, random: Random): LoggedPlace[] {
  const impressions = 12;
  return Array.from({ length: draws }, (_, draw) => {
    const mood = 0.2 + 1.6 * random();
    const story = pick(shown, random);
    if (judged[story] === 0) return [];
    return Array.from({ length: 8 }, () => {
      let clicks = 0;
      for (let seen = 0; seen < impressions; seen += 1) if (random() < rates[story]! * mood) clicks += 1;
      const [propensity, targetProbability] = [shown[story]!, judged[story]!];
      return { draw: `draw ${draw}`, impressions, clicks, propensity, targetProbability };
    });
  }).flat();
}

describe('off-policy estimates against a simulator with known truth', () => {
  it('SNIPS covers the truth in at least 93 % of runs', () => {
    expect(coverage((places) => snips(places))).toBeGreaterThanOrEqual(0.93);
  });

  it('replay covers the truth in at least 93 % of runs', () => {
    expect(coverage(replayEstimate)).toBeGreaterThanOrEqual(0.93);
  });

  describe('where one draw is many rows of one mood', () => {
    const rowsOf = (random: Random) => simulateRows(1200, random);
    const rowByRow = (places: LoggedPlace[]) =>
      places.map((place, row) => ({ ...place, draw: `${place.draw}, row ${row}` }));

    it('SNIPS and replay cover the truth in at least 93 % of runs', () => {
      expect(coverage((places) => snips(places), rowsOf, 300)).toBeGreaterThanOrEqual(0.93);
      expect(coverage(replayEstimate, rowsOf, 300)).toBeGreaterThanOrEqual(0.93);
    });

    it('rows that count as draws of their own would not', () => {
      expect(coverage((places) => snips(rowByRow(places)), rowsOf, 300)).toBeLessThan(0.8);
    });
  });

  it('tells a better list from the one that was shown, given enough', () => {
    const result = snips(simulate(20_000, seededRandom(1)));
    const own = shown.reduce((total, share, story) => total + share * rates[story]!, 0);
    expect(result).toMatchObject({ kind: 'estimate' });
    if (result.kind === 'estimate') expect(result.low).toBeGreaterThan(own);
  });

  it('gives no verdict on a small sample', () => {
    const result = snips(simulate(300, seededRandom(2)));
    expect(result).toMatchObject({ kind: 'too-few-draws', needed: 40 });
  });

  it('gives none where the judged list was never shown', () => {
    const places = simulate(1000, seededRandom(3)).map((place) => ({ ...place, targetProbability: 0 }));
    expect(snips(places)).toEqual({ kind: 'too-few-draws', effectiveDraws: 0, needed: 40 });
  });

  it('is the plain click rate for the list that was shown', () => {
    const places = simulate(1000, seededRandom(4)).map((place) => ({
      ...place,
      targetProbability: place.propensity,
    }));
    const total = (of: (place: LoggedPlace) => number) => places.reduce((sum, place) => sum + of(place), 0);
    const result = snips(places);
    expect(result.kind === 'estimate' && result.mean).toBeCloseTo(
      total(({ clicks }) => clicks) / total(({ impressions }) => impressions),
      12,
    );
  });
});
