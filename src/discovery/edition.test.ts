import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../base/clock.js';
import { factsOfPaper as facts, now, vectorsOfPaper as vectors } from './edition.fixture.js';
import { buildEdition, listDigest, parseEdition, serialiseEdition } from './edition.js';
import { slotMs } from './ranking/tally.js';
import { ViewCounts } from './ranking/view-counts.js';
import type { PoolFacts } from './recommendation/build-pool.js';
import { SlateCounts } from './recommendation/slate-counts.js';

function editionWith(
  extra: (views: ViewCounts, slates: SlateCounts) => void = () => {},
  related: ReadonlyMap<string, readonly string[]> = new Map(),
) {
  const views = new ViewCounts();
  const slates = new SlateCounts();
  extra(views, slates);
  const counts = new Map([['story 3', { views: 7, reactions: 1 }]]);
  return buildEdition({ number: 4, now, views, slates, facts, vectors, related, counts });
}

describe('buildEdition', () => {
  it('holds at most 200 candidates, one of a cluster, none from the future', () => {
    const late = new Map(facts).set('late', {
      ...facts.get('story 0')!,
      storyId: 'late',
      clusterHead: 'late',
      firstPublishedAt: now + 1,
    });
    const edition = buildEdition({
      number: 1,
      now,
      views: new ViewCounts(),
      slates: new SlateCounts(),
      facts: late,
      vectors,
      counts: new Map(),
    });
    expect(edition.pool).toHaveLength(200);
    const ids = edition.pool.map(({ storyId }) => storyId);
    expect(ids.filter((id) => id === 'story 0' || id === 'story 1')).toHaveLength(1);
    expect(ids).not.toContain('late');
  });

  it('takes a repost for as old as its source, and the source where both appeal alike', () => {
    const repost: PoolFacts = {
      ...facts.get('story 0')!,
      storyId: 'repost',
      clusterHead: 'story 299',
      headPublishedAt: facts.get('story 299')!.firstPublishedAt,
    };
    const poolOf = (...ids: string[]) =>
      buildEdition({
        number: 1,
        now,
        views: new ViewCounts(),
        slates: undefined,
        facts: new Map([repost, ...ids.map((id) => facts.get(id)!)].map((each) => [each.storyId, each])),
        vectors,
        counts: new Map(),
      }).pool;
    expect(poolOf('story 5').map(({ storyId, sources }) => [storyId, sources])).toEqual([
      ['story 5', ['fresh']],
      ['repost', []],
    ]);
    expect(poolOf('story 299')).toMatchObject([{ storyId: 'story 299', sources: [] }]);
  });

  it('takes an old story in when it is read, and calls it rising when it has just begun to be', () => {
    const edition = editionWith((views) => {
      const read = { storyId: 'story 299', startsAt: now - slotMs, validViews: 20 };
      views.add([{ storyId: 'story 9', startsAt: now - 20 * hourMs, validViews: 1 }, read], facts, now);
    });
    const old = edition.pool.find(({ storyId }) => storyId === 'story 299');
    expect(old?.sources).toEqual(['rising', 'read', 'exploration']);
    expect(edition.rankings.site.now.stories[0]?.storyId).toBe('story 299');
  });

  it('takes an old story in that readers of other stories go on to, and may name it on their pages', () => {
    const edition = editionWith((views, slates) => {
      // All others are read, so that an old story has no place of its own.
      const tallies = [...facts.keys()]
        .filter((storyId) => storyId !== 'story 299')
        .map((storyId) => ({ storyId, startsAt: now - slotMs, validViews: 50 }));
      views.add(tallies, facts, now);
      const step = { list: 'related', position: 1, startsAt: now - slotMs, impressions: 9, clicks: 2 };
      slates.add(
        ['story 5', 'story 6'].map((pageId) => ({ ...step, pageId, storyId: 'story 299' })),
        now,
      );
    });
    expect(edition.pool.find(({ storyId }) => storyId === 'story 299')?.sources).toContain('followed');
    expect(edition.pool.find(({ storyId }) => storyId === 'story 298')).toBeUndefined();
    expect(edition.followed['story 5']).toEqual([['story 299', 2]]);
  });

  it('takes in old stories that are related to what is read most, at most twenty', () => {
    // All others are read, so that an old story has no place of its own.
    const old = Array.from({ length: 40 }, (_, at) => `story ${260 + at}`);
    const isOld = new Set(old);
    const lists = new Map([
      ['story 5', old.slice(0, 30)],
      ['story 6', old.slice(30)],
      ['story 250', ['story 251']],
    ]);
    const pool = editionWith((views) => {
      const tallies = [...facts.keys()]
        .filter((storyId) => !isOld.has(storyId) && storyId !== 'story 250')
        .map((storyId) => ({ storyId, startsAt: now - slotMs, validViews: storyId === 'story 6' ? 90 : 50 }));
      views.add(tallies, facts, now);
    }, lists).pool;
    const related = pool.filter(({ sources }) => sources.includes('related'));
    expect(related).toHaveLength(20);
    for (const storyId of old.slice(30)) expect(related.map((each) => each.storyId)).toContain(storyId);
    expect(pool.find(({ storyId }) => storyId === 'story 251')?.sources ?? []).not.toContain('related');
    expect(pool).toHaveLength(200);
  });

  it('takes in what is related though it is no live story: in no ranking, and tried on nobody', () => {
    const archive = new Map(
      ['old 1', 'old 2'].map((storyId): [string, PoolFacts] => [
        storyId,
        {
          ...facts.get('story 0')!,
          storyId,
          clusterHead: storyId,
          sectionPath: 'culture',
          firstPublishedAt: now - 4000 * dayMs,
        },
      ]),
    );
    const views = new ViewCounts();
    views.add([{ storyId: 'story 5', startsAt: now - slotMs, validViews: 9 }], facts, now);
    const edition = buildEdition({
      number: 4,
      now,
      views,
      slates: new SlateCounts(),
      facts: new Map([...facts].slice(0, 20)),
      vectors,
      related: new Map([['story 5', ['old 1']]]),
      archive,
      counts: new Map(),
    });
    const old = edition.pool.filter(({ storyId }) => storyId.startsWith('old'));
    expect(old.find(({ storyId }) => storyId === 'old 1')?.sources).toEqual(['related']);
    expect(old.map(({ explorationChance }) => explorationChance)).toEqual(old.map(() => 0));
    const chances = edition.pool.reduce((sum, { explorationChance }) => sum + explorationChance, 0);
    expect(chances).toBeCloseTo(1, 9);
    expect(Object.keys(edition.rankings.sections)).not.toContain('culture');
  });

  describe('in a paper of several languages', () => {
    /** Of 300 stories the newest 250 are in English, and what is read is too. */
    const languageAt = (index: number) =>
      index < 250 ? ['en', 'en-GB'][index % 2]! : index < 290 ? 'ar' : 'es';
    const mixed = new Map(
      [...facts].map(([id, story], index) => [id, { ...story, language: languageAt(index) }] as const),
    );
    const views = new ViewCounts();
    views.add(
      Array.from({ length: 100 }, (_, index) => ({
        storyId: `story ${index}`,
        startsAt: now - slotMs,
        validViews: 50,
      })),
      mixed,
      now,
    );
    const { pool } = buildEdition({
      number: 4,
      now,
      views,
      slates: new SlateCounts(),
      facts: mixed,
      vectors,
      counts: new Map(),
    });
    const of = (language: string) => pool.filter((candidate) => candidate.language === language);

    it('holds enough of each language for its pages, within the 200', () => {
      expect(pool).toHaveLength(200);
      expect(of('ar')).toHaveLength(30);
      expect(of('es')).toHaveLength(10);
      const appeals = pool.map(({ appeal }) => appeal);
      expect(appeals).toEqual([...appeals].sort((a, b) => b - a));
    });

    it('gives each language chances of its own to be tried', () => {
      const sum = (candidates: typeof pool) =>
        candidates.reduce((total, { explorationChance }) => total + explorationChance, 0);
      expect(sum(of('ar'))).toBeCloseTo(1, 9);
      expect(sum(of('es'))).toBeCloseTo(1, 9);
      expect(sum([...of('en'), ...of('en-GB')])).toBeCloseTo(1, 9);
    });
  });

  it('comes back from a row that was written before languages were noted', () => {
    const edition = editionWith();
    const { pool, ...rest } = JSON.parse(serialiseEdition(edition));
    const older = pool.map(({ language: _, ...candidate }: { language: string }) => candidate);
    const restored = parseEdition(JSON.stringify({ ...rest, pool: older }));
    expect(restored.pool).toHaveLength(200);
    expect(new Set(restored.pool.map(({ language }) => language))).toEqual(new Set(['']));
  });

  it('comes back from its row', () => {
    const edition = editionWith();
    const restored = parseEdition(serialiseEdition(edition));
    expect(restored.rankings).toEqual(edition.rankings);
    expect(restored.counts).toEqual({ 'story 3': { views: 7, reactions: 1 } });
    expect(restored.pool.map(({ vector }) => vector)).toEqual(edition.pool.map(({ vector }) => vector));
    expect(restored.pool.map(({ language }) => language)).toEqual(
      edition.pool.map(({ language }) => language),
    );
  });
});

describe('listDigest', () => {
  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a', 'b'], ['a']],
    [['ab'], ['a', 'b']],
  ])('tells %j from %j', (one, other) => {
    expect(listDigest(one)).toBe(listDigest([...one]));
    expect(listDigest(one)).not.toBe(listDigest(other));
  });
});
