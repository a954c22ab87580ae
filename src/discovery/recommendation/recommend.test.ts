import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.js';
import { candidate, now } from './candidates.fixture.js';
import { defaultDials } from './dials.js';
import { type RecommendationEdition, type RecommendationPage, recommend } from './recommend.js';
import { storyVector } from './story-vector.js';

const page: RecommendationPage = {
  storyId: 'page',
  clusterHead: 'page',
  sectionPath: 'city',
  language: 'en',
  vector: storyVector(new Map([['ferry', 1]]), ['port authority'], 'city'),
};

const editionOf = (pool: Candidate[], more: Partial<RecommendationEdition> = {}): RecommendationEdition => ({
  number: 12,
  builtAt: now,
  pool,
  followed: {},
  ...more,
});

const pool = Array.from({ length: 20 }, (_, index) => candidate(`story ${index}`, { appeal: -index / 10 }));
const shy = Array.from({ length: 5 }, (_, index) =>
  candidate(`shy ${index}`, { appeal: -9, explorationChance: (1 + index) / 15 }),
);
const plain = { ...defaultDials, exploration: 0 };

const idsOf = (slots: readonly { storyId: string }[]) => slots.map(({ storyId }) => storyId);

describe('recommend', () => {
  it('gives the seven with the most appeal, in order, with certainty where nothing is explored', () => {
    const slots = recommend(page, editionOf(pool), new Set(), plain);
    expect(idsOf(slots)).toEqual(pool.slice(0, 7).map(({ storyId }) => storyId));
    expect(slots.map(({ position, propensity }) => [position, propensity])).toEqual(
      slots.map((_, index) => [index + 1, 1]),
    );
  });

  it.each([
    { what: 'the page itself', story: candidate('page', { appeal: 9 }) },
    { what: 'a near-duplicate of the page', story: candidate('copy', { appeal: 9, clusterHead: 'page' }) },
    { what: 'what the page shows elsewhere', story: candidate('elsewhere', { appeal: 9 }) },
    {
      what: 'a story from the future',
      story: candidate('tomorrow', { appeal: 9, firstPublishedAt: now + 1 }),
    },
  ])('never shows $what', ({ story }) => {
    const slots = recommend(page, editionOf([story, ...pool]), new Set(['elsewhere']), plain);
    expect(idsOf(slots)).not.toContain(story.storyId);
    expect(slots).toHaveLength(7);
  });

  it('shows one of a near-duplicate cluster', () => {
    const twins = [
      candidate('first', { appeal: 9 }),
      candidate('second', { appeal: 8, clusterHead: 'first' }),
    ];
    expect(idsOf(recommend(page, editionOf([...twins, ...pool]), new Set(), plain)).slice(0, 2)).toEqual([
      'first',
      'story 0',
    ]);
  });

  it.each([
    {
      kind: 'followed',
      story: candidate('next', { appeal: -1 }),
      followed: { page: [['next', 9] as const] },
    },
    {
      kind: 'similar',
      story: candidate('next', {
        appeal: -1,
        vector: storyVector(new Map([['ferry', 1]]), ['port authority'], ''),
      }),
    },
    { kind: 'rising', story: candidate('next', { appeal: 1, sources: ['rising', 'read'] }) },
    { kind: 'new', story: candidate('next', { appeal: 1 }) },
    { kind: 'read', story: candidate('next', { appeal: 1, firstPublishedAt: now - 40 * 3_600_000 }) },
  ])('says "$kind" when that carried the story', ({ kind, story, followed }) => {
    const slots = recommend(
      page,
      editionOf([...pool, story], { followed: followed ?? {} }),
      new Set(),
      plain,
    );
    expect(slots.find(({ storyId }) => storyId === 'next')?.reason.kind).toBe(kind);
  });

  it('spreads over sections as far as the dial says', () => {
    const sport = Array.from({ length: 7 }, (_, index) =>
      candidate(`sport ${index}`, { appeal: 1 - index / 50, sectionPath: 'sport' }),
    );
    const mixed = [...sport, ...pool.map((story) => ({ ...story, sectionPath: `section ${story.storyId}` }))];
    const sports = (diversity: number) =>
      idsOf(recommend(page, editionOf(mixed), new Set(), { ...plain, diversity })).filter((id) =>
        /^sport/.test(id),
      );
    expect(sports(0)).toHaveLength(7);
    expect(sports(3).length).toBeLessThan(4);
  });

  it('is the same list for the same page and Edition, and draws anew for another', () => {
    const edition = editionOf([...pool, ...shy]);
    const dials = { ...defaultDials, exploration: 0.5 };
    const lists = [12, 12, 13, 14, 15].map((number) =>
      idsOf(recommend(page, { ...edition, number }, new Set(), dials)).join(),
    );
    expect(lists[0]).toBe(lists[1]);
    expect(new Set(lists).size).toBeGreaterThan(2);
  });

  it('explores a place in twenty, and the logged propensities are the chances it was drawn with', () => {
    const edition = editionOf([...pool, ...shy]);
    const draws = 4000;
    let explored = 0;
    let inverse = 0;
    for (let number = 0; number < draws; number += 1) {
      const first = recommend(page, { ...edition, number }, new Set())[0]!;
      if (first.reason.kind !== 'exploration') continue;
      explored += 1;
      inverse += 1 / first.propensity;
    }
    expect(explored / draws).toBeGreaterThan(0.04);
    expect(explored / draws).toBeLessThan(0.06);
    // Each of the five shy stories is weighed to one: the sum of inverse propensities estimates how many there are.
    expect(inverse / draws).toBeGreaterThan(4.2);
    expect(inverse / draws).toBeLessThan(5.8);
  });

  describe('in a paper of several languages', () => {
    const arabic = Array.from({ length: 20 }, (_, index) =>
      candidate(`خبر ${index}`, { appeal: 9 - index / 10, language: 'ar' }),
    );
    const shyArabic = Array.from({ length: 5 }, (_, index) =>
      candidate(`خجول ${index}`, { appeal: -9, explorationChance: (1 + index) / 15, language: 'ar-EG' }),
    );
    const mixed = editionOf([...arabic, ...pool, ...shy, ...shyArabic]);
    const isArabic = (storyId: string) => /^[خ]/.test(storyId);

    it('is in the language of the page as long as there are enough, whatever others appeal', () => {
      expect(idsOf(recommend(page, mixed, new Set(), plain))).toEqual(
        pool.slice(0, 7).map(({ storyId }) => storyId),
      );
      for (const language of ['ar', 'AR', 'ar-SA'])
        expect(idsOf(recommend({ ...page, language }, mixed, new Set(), plain))).toEqual(
          arabic.slice(0, 7).map(({ storyId }) => storyId),
        );
    });

    it('takes English as one language, of whatever country', () => {
      const british = pool.map((story, index) => ({ ...story, language: index % 2 ? 'en-GB' : 'en' }));
      const edition = editionOf([...arabic, ...british]);
      expect(idsOf(recommend({ ...page, language: 'en-US' }, edition, new Set(), plain))).toEqual(
        british.slice(0, 7).map(({ storyId }) => storyId),
      );
    });

    it('fills up with others, after its own, only where there are too few', () => {
      const few = editionOf([...arabic, ...pool.slice(0, 3)]);
      expect(idsOf(recommend(page, few, new Set(), plain))).toEqual([
        ...pool.slice(0, 3).map(({ storyId }) => storyId),
        ...arabic.slice(0, 4).map(({ storyId }) => storyId),
      ]);
      const none = recommend({ ...page, language: 'fi' }, editionOf(pool), new Set(), plain);
      expect(idsOf(none)).toEqual(idsOf(recommend(page, editionOf(pool), new Set(), plain)));
    });

    it('tries stories of the page’s language only, and says with what chance', () => {
      const draws = 3000;
      const inverse = { en: 0, ar: 0 };
      for (const language of ['en', 'ar'] as const)
        for (let number = 0; number < draws; number += 1) {
          const slots = recommend({ ...page, language }, { ...mixed, number }, new Set());
          for (const { storyId } of slots) expect(isArabic(storyId)).toBe(language === 'ar');
          const [first] = slots;
          if (first!.reason.kind === 'exploration') inverse[language] += 1 / first!.propensity;
        }
      // Each of the five shy stories of the language is weighed to one.
      for (const sum of Object.values(inverse)) {
        expect(sum / draws).toBeGreaterThan(4);
        expect(sum / draws).toBeLessThan(6);
      }
    });

    it('tries others only at the places that its own language leaves to them', () => {
      const few = editionOf([...arabic, ...shyArabic, ...pool.slice(0, 3)]);
      const dials = { ...defaultDials, exploration: 0.9 };
      for (let number = 0; number < 50; number += 1) {
        const slots = recommend(page, { ...few, number }, new Set(), dials);
        expect(slots.map(({ storyId }) => isArabic(storyId))).toEqual([
          ...Array(3).fill(false),
          ...Array(4).fill(true),
        ]);
        expect(slots.slice(0, 3).map(({ propensity }) => propensity)).toEqual([1, 1, 1]);
        for (const { propensity } of slots.slice(3)) expect(propensity).toBeLessThan(1);
      }
    });

    it('is as before in an Edition that knows no languages', () => {
      const unknown = editionOf([...pool, ...shy].map((story) => ({ ...story, language: '' })));
      expect(recommend(page, unknown, new Set())).toEqual(
        recommend(page, editionOf([...pool, ...shy]), new Set()),
      );
    });
  });

  it('is short where the pool is', () => {
    expect(recommend(page, editionOf(pool.slice(0, 3)), new Set())).toHaveLength(3);
    expect(recommend(page, editionOf([]), new Set())).toEqual([]);
  });
});
