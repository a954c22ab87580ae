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
    const beyond = Array.from({ length: 10 }, (_, at) => `story ${290 + at}`);
    const edition = editionWith((views, slates) => {
      const read = [...facts.keys()].filter((storyId) => !beyond.includes(storyId));
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
      const own = beyond.map((storyId) => ({ ...step, pageId: 'story 5', storyId, clicks: 6 }));
      slates.add([...others, ...own, { ...step, pageId: 'story 5', storyId: 'story 7', clicks: 1 }], now);
    });
    expect(edition.pool.filter(({ storyId }) => beyond.includes(storyId))).toEqual([]);
    const [first, ...further] = edition.followed['story 5']!;
    expect(first).toEqual(['story 7', 1]);
    expect(further).toHaveLength(8);
    for (const [storyId] of further) expect(beyond).toContain(storyId);
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
