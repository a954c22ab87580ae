import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, type Instant } from '../../base/clock.js';
import { rank, rankings } from './rank.js';
import { defaultSetting } from './setting.js';
import { type StoryFacts, slotMs, type Tally } from './tally.js';
import { ViewCounts } from './view-counts.js';

const now = 1_000 * dayMs;

const story = (storyId: string, more: Partial<StoryFacts> = {}): StoryFacts => ({
  storyId,
  firstPublishedAt: now - dayMs,
  sectionPath: '',
  clusterHead: storyId,
  ...more,
});

const factsOf = (...stories: StoryFacts[]) => new Map(stories.map((each) => [each.storyId, each]));

const views = (storyId: string, validViews: number, ageMs: Instant = slotMs): Tally => ({
  storyId,
  startsAt: now - ageMs,
  validViews,
});

const idsOf = (list: { stories: readonly { storyId: string }[] }) =>
  list.stories.map(({ storyId }) => storyId);

describe('rank', () => {
  it('puts what is read now above what was read more, earlier', () => {
    const facts = factsOf(story('market'), story('ferry'));
    const list = rank([views('market', 30, 20 * hourMs), views('ferry', 10)], facts, now);
    expect(list).toMatchObject({ kind: 'ranked', window: 'now', countedUntil: now });
    expect(idsOf(list)).toEqual(['ferry', 'market']);
  });

  it.each([
    { why: 'it has no facts: withdrawn or never published', facts: factsOf(story('ferry')) },
    {
      why: 'it is not published yet',
      facts: factsOf(story('ferry'), story('market', { firstPublishedAt: now + 1 })),
    },
    {
      why: 'a near-duplicate of it is read more',
      facts: factsOf(story('ferry'), story('market', { clusterHead: 'ferry' })),
    },
  ])('leaves a story out when $why', ({ facts }) => {
    expect(idsOf(rank([views('market', 5), views('ferry', 9)], facts, now))).toEqual(['ferry']);
  });

  describe('of a repost', () => {
    const source = story('source', { firstPublishedAt: now - 100 * dayMs });
    const repost = story('repost', {
      firstPublishedAt: now - hourMs,
      clusterHead: 'source',
      headPublishedAt: source.firstPublishedAt,
    });
    const yesterday = story('yesterday');

    it('keeps the source that is read more, and weighs neither as fresh', () => {
      const facts = factsOf(source, repost, yesterday);
      const read = [views('source', 9), views('repost', 3), views('yesterday', 3)];
      expect(idsOf(rank(read, facts, now))).toEqual(['yesterday', 'source']);
      expect(idsOf(rank([...read, views('repost', 9)], facts, now))).toEqual(['yesterday', 'repost']);
      expect(idsOf(rank(read, factsOf(repost, yesterday), now))).toEqual(['yesterday', 'repost']);
      expect(idsOf(rank([views('source', 3), views('repost', 3)], facts, now))).toEqual(['source']);
    });

    it('calls it no newer than its source where nothing is read', () => {
      expect(idsOf(rank([], factsOf(repost, source, yesterday), now))).toEqual(['yesterday', 'source']);
    });

    it('still lists nothing before its own time', () => {
      const later = { ...repost, firstPublishedAt: now + 1 };
      expect(idsOf(rank([views('repost', 3)], factsOf(later), now))).toEqual([]);
    });
  });

  it('lists at most eight, and only what was viewed', () => {
    const all = Array.from({ length: 12 }, (_, index) => story(`story ${index}`));
    const facts = factsOf(...all, story('unread'));
    const list = rank(
      all.map(({ storyId }, index) => views(storyId, 1 + index)),
      facts,
      now,
    );
    expect(idsOf(list)).toHaveLength(8);
    expect(idsOf(list)[0]).toBe('story 11');
    expect(idsOf(list)).not.toContain('unread');
  });

  it('says "newest", and why, when nothing has been viewed', () => {
    const facts = factsOf(story('older'), story('newer', { firstPublishedAt: now - hourMs }));
    const list = rank([], facts, now);
    expect(list).toMatchObject({ kind: 'newest', reason: 'no-views' });
    expect(idsOf(list)).toEqual(['newer', 'older']);
  });

  it('orders equals by newness, then by id', () => {
    const facts = factsOf(story('b'), story('a'), story('c', { firstPublishedAt: now - hourMs }));
    const list = rank([views('a', 3), views('b', 3), views('c', 3)], facts, now, 'today');
    expect(idsOf(list)).toEqual(['c', 'a', 'b']);
  });

  it('prints how each window was made', () => {
    const facts = factsOf(story('ferry'));
    const lists = (['now', 'today', 'week'] as const).map((window) =>
      rank([views('ferry', 3)], facts, now, window),
    );
    expect(lists.map((list) => list.kind === 'ranked' && list.basis)).toEqual([
      {
        kind: 'decay',
        clock: 'site',
        halfLifeHours: defaultSetting.halfLifeHours,
        freshness: { hours: defaultSetting.freshnessHours, power: defaultSetting.freshnessPower },
      },
      { kind: 'trailing', hours: 24, since: now - dayMs },
      { kind: 'decay', clock: 'wall', halfLifeHours: 72, freshness: undefined },
    ]);
  });

  it('counts today in whole views behind a wall', () => {
    const facts = factsOf(story('ferry'), story('market'));
    const list = rank([views('ferry', 3, 23 * hourMs), views('market', 9, 26 * hourMs)], facts, now, 'today');
    expect(list.stories).toEqual([{ storyId: 'ferry', score: 3 }]);
  });

  it('does not depend on the order in which tallies and facts arrive', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => story(id));
    const tally = fc.record({
      storyId: fc.constantFrom(...all.map(({ storyId }) => storyId)),
      startsAt: fc.integer({ min: 1, max: 300 }).map((slots) => now - slots * slotMs),
      validViews: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 40 }), (tallies) => {
        const list = rank(tallies, factsOf(...all), now);
        const turned = rank([...tallies].reverse(), factsOf(...[...all].reverse()), now);
        expect(idsOf(turned)).toEqual(idsOf(list));
      }),
    );
  });
});

describe('rankings', () => {
  it('lists a section with what lies below it', () => {
    const facts = factsOf(
      story('port', { sectionPath: 'city/harbour' }),
      story('council', { sectionPath: 'city' }),
      story('cup', { sectionPath: 'sport' }),
    );
    const counts = new ViewCounts();
    counts.add([views('port', 4), views('council', 9), views('cup', 99)], facts, now);
    const { site, sections } = rankings(counts, facts, now);
    expect(idsOf(site.now)).toEqual(['cup', 'council', 'port']);
    expect(Object.keys(sections)).toEqual(['city', 'city/harbour', 'sport']);
    expect(idsOf(sections.city!.now)).toEqual(['council', 'port']);
    expect(idsOf(sections['city/harbour']!.now)).toEqual(['port']);
  });
});

describe('ViewCounts', () => {
  it('turns the hour with its last slot, wherever in it the counting stops', () => {
    const tallies = [views('ferry', 3, 2 * hourMs), views('market', 2)];
    const [inSlot, atEnd] = [now - 1, now].map((through) => {
      const counts = new ViewCounts();
      counts.add(tallies, factsOf(story('ferry'), story('market')), through);
      return counts.serialise();
    });
    expect(inSlot).toEqual(atEnd);
  });

  const tallies = Array.from({ length: 500 }, (_, index) =>
    views(`story ${index % 7}`, 1 + (index % 5), (500 - index) * slotMs),
  );
  const facts = factsOf(...Array.from({ length: 7 }, (_, index) => story(`story ${index}`)));

  it('gives the same list in many steps, with restarts between, as in one', () => {
    const whole = new ViewCounts();
    whole.add(tallies, facts, now);
    let steps = new ViewCounts();
    for (let through = now - 500 * slotMs; through <= now; through += 20 * slotMs) {
      steps.add(
        tallies.filter(({ startsAt }) => startsAt < through),
        facts,
        through,
      );
      steps = new ViewCounts(undefined, JSON.parse(JSON.stringify(steps.serialise() ?? null)) ?? undefined);
    }
    expect(rankings(steps, facts, now)).toEqual(rankings(whole, facts, now));
  });

  it('counts a slot once, however often it is told of it', () => {
    const counts = new ViewCounts();
    counts.add(tallies, facts, now);
    const before = rankings(counts, facts, now);
    counts.add(tallies, facts, now);
    expect(rankings(counts, facts, now)).toEqual(before);
  });

  it('feels a surge in open slots without keeping them', () => {
    const counts = new ViewCounts();
    counts.add(tallies, facts, now);
    const surge = counts.copy();
    surge.add([{ storyId: 'story 3', startsAt: now, validViews: 500 }], facts, now + slotMs);
    expect(rankings(surge, facts, now).site.now.stories[0]?.storyId).toBe('story 3');
    expect(counts.through).toBe(now);
  });
});
