import { describe, expect, it } from 'vitest';
import { factsOfPaper as facts, now, vectorsOfPaper as vectors } from './edition.fixture.js';
import { buildEdition } from './edition.js';
import { slotMs } from './ranking/tally.js';
import { ViewCounts } from './ranking/view-counts.js';
import { SlateCounts } from './recommendation/slate-counts.js';

function editionWith(extra: (views: ViewCounts, slates: SlateCounts) => void) {
  const views = new ViewCounts();
  const slates = new SlateCounts();
  extra(views, slates);
  return buildEdition({ number: 4, now, views, slates, facts, vectors, counts: new Map() });
}

describe('the steps that an Edition knows', () => {
  it('names what readers went on to, of stories that may be shown', () => {
    const step = {
      pageId: 'story 5',
      list: 'related',
      position: 1,
      startsAt: now - slotMs,
      impressions: 9,
      clicks: 3,
    };
    const edition = editionWith((_, slates) =>
      slates.add(
        [
          { ...step, storyId: 'story 7' },
          { ...step, storyId: 'withdrawn' },
        ],
        now,
      ),
    );
    expect(edition.followed).toEqual({ 'story 5': [['story 7', 3]] });
  });

  it('names steps to candidates before others, however many those are', () => {
    const step = { pageId: 'story 5', list: 'related', position: 1, startsAt: now - slotMs, impressions: 9 };
    const live = new Map([...facts].slice(0, 250));
    const slates = new SlateCounts();
    slates.add(
      [
        ...Array.from({ length: 20 }, (_, at) => ({ ...step, storyId: `story ${225 + at}`, clicks: 6 })),
        { ...step, storyId: 'story 7', clicks: 1 },
        { ...step, pageId: 'story 6', storyId: 'story 225', clicks: 90 },
      ],
      now,
    );
    const views = new ViewCounts();
    const edition = buildEdition({ number: 4, now, views, slates, facts: live, vectors, counts: new Map() });
    const inPool = new Set(edition.pool.map(({ storyId }) => storyId));
    const steps = edition.followed['story 5']!.map(([storyId]) => inPool.has(storyId));
    expect(steps).toEqual(steps.toSorted((a, b) => Number(b) - Number(a)));
    expect(edition.followed['story 5']!.filter(([storyId]) => !inPool.has(storyId)).length).toBeLessThan(9);
  });

  it('names what a page often led to, where it is in no pool', () => {
    const edition = editionWith((views, slates) => {
      const read = [...facts.keys()].filter((storyId) => !['story 298', 'story 299'].includes(storyId));
      views.add(
        read.map((storyId) => ({ storyId, startsAt: now - slotMs, validViews: 50 })),
        facts,
        now,
      );
      const step = { list: 'related', position: 1, startsAt: now - slotMs, impressions: 9 };
      // Twenty others are gone on to more.
      const others = Array.from({ length: 20 }, (_, at) => ({
        ...step,
        pageId: `story ${10 + at}`,
        storyId: `story ${50 + at}`,
        clicks: 9,
      }));
      const own = [4, 2].map((clicks, at) => ({
        ...step,
        pageId: 'story 5',
        storyId: `story ${298 + at}`,
        clicks,
      }));
      slates.add([...others, ...own, { ...own[0]!, storyId: 'withdrawn' }], now);
    });
    expect(edition.pool.map(({ storyId }) => storyId)).not.toContain('story 298');
    expect(edition.followed['story 5']).toEqual([['story 298', 4]]);
  });

  it('names steps to public stories only, of the pages that lead to them most', () => {
    const edition = editionWith((_, slates) =>
      slates.add(
        Array.from({ length: 5000 }, (_, page) => ({
          pageId: `page ${page}`,
          list: 'related',
          position: 1,
          storyId: page % 2 === 0 ? 'story 7' : 'withdrawn',
          startsAt: now - slotMs,
          impressions: 9,
          clicks: 1 + (page % 100),
        })),
        now,
      ),
    );
    const pages = Object.entries(edition.followed);
    expect(pages).toHaveLength(2000);
    for (const [, [step]] of pages) expect(step![0]).toBe('story 7');
    for (const [, [step]] of pages) expect(step![1]).toBeGreaterThan(18);
  });
});
