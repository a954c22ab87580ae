import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { candidate, now } from './candidates.fixture.js';
import { defaultDials } from './dials.js';
import { candidatesOfPage, type PageCandidate } from './page-candidates.js';
import { type RecommendationPage, recommend } from './recommend.js';
import { storyVector } from './story-vector.js';

const further = (storyId: string, more: Partial<PageCandidate> = {}): PageCandidate => ({
  storyId,
  clusterHead: storyId,
  sectionPath: '',
  language: 'en',
  firstPublishedAt: now - 90 * dayMs,
  vector: storyVector(new Map([[storyId, 1]]), [], ''),
  source: 'related',
  ...more,
});

const pool = [candidate('first', { appeal: 2 }), candidate('last', { appeal: -1 })];

describe('what a page leads to beside the pool', () => {
  const appealsAt = (ages: readonly number[], of = pool) =>
    candidatesOfPage(
      ages.map((age, at) => further(`story ${at}`, { firstPublishedAt: now - age })),
      of,
      now,
    ).map(({ appeal }) => appeal);

  it('is as good as the least read of the pool would be at its age', () => {
    const [young, old, older] = appealsAt([hourMs, 30 * dayMs, 300 * dayMs]);
    expect(young).toBeCloseTo(-1, 12);
    expect(old).toBeLessThan(-1);
    expect(older).toBeLessThan(old!);
  });

  it('does not lose by old stories in the pool that are read no less', () => {
    const [first, last] = pool;
    const archive = { ...last!, storyId: 'archive', clusterHead: 'archive' };
    const firstPublishedAt = now - 4000 * dayMs;
    const [asOld] = appealsAt([4000 * dayMs]);
    const mixed = [first!, last!, { ...archive, firstPublishedAt, appeal: asOld! }];
    expect(appealsAt([dayMs], mixed)[0]).toBeCloseTo(appealsAt([dayMs])[0]!, 12);
  });

  it('is one of each near-duplicate cluster, and none of a cluster that the pool holds', () => {
    const stories = [
      further('copy of the pool', { clusterHead: 'first' }),
      further('source'),
      further('its copy', { clusterHead: 'source' }),
    ];
    expect(candidatesOfPage(stories, pool, now).map(({ storyId }) => storyId)).toEqual(['source']);
  });
});

describe('the Recommendation of a page that leads to more than the pool holds', () => {
  const page: RecommendationPage = {
    storyId: 'page',
    clusterHead: 'page',
    sectionPath: '',
    language: 'en',
    vector: storyVector(new Map([['ferry', 1]]), [], ''),
  };
  const many = Array.from({ length: 40 }, (_, at) => candidate(`story ${at}`, { appeal: -at / 10 }));
  const listOf = (of: readonly PageCandidate[], more: { clicks?: number; pool?: typeof many } = {}) =>
    recommend(
      { ...page, further: of },
      {
        number: 3,
        builtAt: now,
        pool: more.pool ?? many,
        followed: more.clicks ? { page: of.map(({ storyId }) => [storyId, more.clicks!] as const) } : {},
      },
      new Set(),
      { ...defaultDials, exploration: 0 },
    );

  it('names what its readers go on to most, however old it is', () => {
    const [first] = listOf([further('old', { source: 'followed' })], { clicks: 500 });
    expect(first).toMatchObject({ storyId: 'old', reason: { kind: 'followed' }, propensity: 1 });
  });

  it('does not put a related story of long ago before what is read today', () => {
    expect(listOf([further('old')]).map(({ storyId }) => storyId)).not.toContain('old');
  });

  it('names related stories where the pool is small, and says that they are', () => {
    const slots = listOf([further('old')], { pool: many.slice(0, 3) });
    expect(slots.at(-1)).toMatchObject({ storyId: 'old', position: 4, reason: { kind: 'similar' } });
  });

  it('leaves out what the page shows, is in another language while there is enough of its own, or is still to come', () => {
    const stories = [
      further('shown'),
      further('page'),
      further('future', { firstPublishedAt: now + 1 }),
      further('foreign', { language: 'ar' }),
    ];
    const edition = { number: 3, builtAt: now, pool: many.slice(0, 7), followed: {} };
    const slots = recommend({ ...page, further: stories }, edition, new Set(['shown']));
    expect(slots.map(({ storyId }) => storyId).toSorted()).toEqual(
      many
        .slice(0, 7)
        .map(({ storyId }) => storyId)
        .toSorted(),
    );
  });

  it('gives none of them a place by chance, so every propensity is still the chance that it was drawn with', () => {
    const stories = Array.from({ length: 6 }, (_, at) => further(`old ${at}`));
    const shy = Array.from({ length: 3 }, (_, at) =>
      candidate(`shy ${at}`, { appeal: -9, explorationChance: 1 / 3 }),
    );
    for (let number = 0; number < 300; number += 1) {
      const edition = { number, builtAt: now, pool: [...many.slice(0, 4), ...shy], followed: {} };
      for (const { storyId, reason, propensity } of recommend(
        { ...page, further: stories },
        edition,
        new Set(),
      )) {
        if (reason.kind === 'exploration') expect(storyId).toMatch(/^shy/);
        else if (storyId.startsWith('old')) expect(propensity === 1 || propensity === 0.95).toBe(true);
      }
    }
  });
});
