import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { weights } from '../recommendation/weights.js';
import { logOf, type MadeUpSite, madeUpListLog } from './own-lists.fixture.js';
import { type OwnListsResult, replayOwnLists } from './own-lists.js';
import { verdictOnWeights } from './own-verdict.js';

const start = 500_000 * hourMs;
const site = (seed: number, truth: MadeUpSite['weights'], days = 4): MadeUpSite => ({
  seed,
  weights: truth,
  days,
  start,
  pages: ['page 1', 'page 2', 'page 3'],
  stories: Array.from({ length: 40 }, (_, index) => ({
    storyId: `story ${index}`,
    publishedAt: start + (index - 20) * 5 * hourMs,
  })),
});

const replayOf = (made: MadeUpSite): Promise<OwnListsResult> =>
  replayOwnLists(logOf(madeUpListLog(made), made.stories));
const seeds = [1, 2, 3, 4, 5, 6];
const otherTruth = { rate: 0.3, age: -0.6 };

describe('a site’s own log of its lists', () => {
  it.each(seeds)('keeps the shipped weights where readers click by them (world %i)', async (seed) => {
    const result = await replayOf(site(seed, weights.clicks));
    expect(verdictOnWeights(result)).toMatchObject({ kind: 'keep' });
    expect(result.judged!.gainOfShipped.low).toBeGreaterThan(0);
  });

  it.each(seeds)(
    'finds better ones where readers click otherwise, and says by how much (world %i)',
    async (seed) => {
      const result = await replayOf(site(seed, otherTruth));
      const verdict = verdictOnWeights(result);
      expect(verdict).toMatchObject({ kind: 'change' });
      const { refitted, standardErrors, gain, logLikelihood, reordered } = result.judged!;
      for (const name of ['rate', 'age'] as const)
        expect(Math.abs(refitted[name] - otherTruth[name])).toBeLessThan(4 * standardErrors[name]);
      expect(gain.mean).toBeCloseTo(logLikelihood.refitted - logLikelihood.shipped, 10);
      expect(reordered.low).toBeGreaterThan(1);
      expect(verdict.sentence).toContain(`clicks.age −${Math.abs(refitted.age).toFixed(2)}`);
    },
  );

  it('refuses a verdict on a small sample, and says how much is there', async () => {
    const result = await replayOf(site(1, otherTruth, 0.25));
    expect(result.judged).toBeUndefined();
    expect(verdictOnWeights(result).sentence).toMatch(/^Too few clicks for a verdict \(\d+ draws; 40 needed/);
  });

  it('says so where nothing is kept', async () => {
    const result = await replayOwnLists(logOf([], []));
    expect(verdictOnWeights(result).sentence).toMatch(/^Too few clicks for a verdict \(0 draws; 40 needed/);
  });

  it('estimates the list without exploration from its draws, and refuses where they are too few', async () => {
    const { offPolicy, clicks, impressions } = await replayOf(site(2, weights.clicks));
    const { 'as shown': shown, 'without exploration': planned, 'exploration alone': explored } = offPolicy;
    if (shown.kind !== 'estimate' || planned.kind !== 'estimate' || explored.kind !== 'estimate')
      throw new Error('There are draws enough for an estimate.');
    expect(shown.mean).toBeCloseTo(clicks / impressions, 12);
    expect(planned.low).toBeLessThan(shown.mean);
    expect(planned.high).toBeGreaterThan(shown.mean);
    expect(explored.high - explored.low).toBeGreaterThan(2 * (planned.high - planned.low));
    const few = (await replayOf(site(2, weights.clicks, 0.2))).offPolicy;
    expect(few['exploration alone']).toMatchObject({ kind: 'too-few-draws', needed: 40 });
  });

  it('knows no future: what is told later changes nothing of the weights', async () => {
    const made = site(3, otherTruth);
    const log = madeUpListLog(made);
    const later = log.length * 0.6;
    const random = seededRandom(5);
    const dealt = log.map((tally, at) =>
      at < later ? tally : { ...tally, storyId: `story ${Math.floor(random() * 40)}` },
    );
    const [one, other] = [
      await replayOwnLists(logOf(log, made.stories)),
      await replayOwnLists(logOf(dealt, made.stories)),
    ];
    expect(other.judged!.refitted).toEqual(one.judged!.refitted);
    expect(other.judged!.logLikelihood).not.toEqual(one.judged!.logLikelihood);
  });
});
