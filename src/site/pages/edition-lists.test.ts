import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { buildEdition } from '../../discovery/edition.js';
import { slotMs } from '../../discovery/ranking/tally.js';
import { ViewCounts } from '../../discovery/ranking/view-counts.js';
import type { PoolFacts } from '../../discovery/recommendation/build-pool.js';
import { SlateCounts } from '../../discovery/recommendation/slate-counts.js';
import { storyVector } from '../../discovery/recommendation/story-vector.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { publishedStory, storyCard } from '../published-story.fixture.js';
import { EditionLists } from './edition-lists.js';

const now = 2_000 * dayMs;
const ids = Array.from({ length: 20 }, (_, at) => `story-${at}` as StoryId);
const publishedAt = (id: string) => now - ids.indexOf(id as StoryId) * hourMs;
const vector = storyVector(new Map([['bridge', 1]]), [], '');

interface Made {
  readonly count: number;
  readonly learnsFromLists?: boolean;
  readonly languageAt?: (at: number) => string;
  /** The first copy of a story. */
  readonly heads?: ReadonlyMap<StoryId, StoryId>;
  readonly read?: readonly StoryId[];
  /** Of every page; without it one story of the same event. */
  readonly related?: readonly StoryId[];
  /** What editors keep out of the Related list of every page. */
  readonly excluded?: readonly StoryId[];
  /** What happens while a page looks for its Related list. */
  readonly meanwhile?: () => void;
  /** Clicks that led from the first story to another. */
  readonly steps?: ReadonlyMap<StoryId, number>;
}

function listsOf({
  count,
  learnsFromLists = true,
  languageAt = () => 'en',
  heads = new Map<StoryId, StoryId>(),
  read = [],
  related = [ids[1]!],
  steps = new Map(),
  meanwhile = () => {},
  excluded = [],
}: Made): EditionLists {
  const own = ids.slice(0, count);
  const lists = new EditionLists({
    stories: {
      cards: async (asked) =>
        new Map(
          asked.map((id) => [
            id,
            storyCard({ id, path: `/2026/03/${id}`, firstPublishedAt: publishedAt(id) }),
          ]),
        ),
      latest: async () => ids.slice(0, 8).map((id) => storyCard({ id })),
    },
    related: {
      of: async () => {
        meanwhile();
        const rows = [
          ...related.map((storyId) => ({ storyId, reason: { kind: 'same-event' } as const })),
          ...(learnsFromLists ? [] : [{ storyId: ids[8]!, reason: { kind: 'followed' } as const }]),
        ];
        return { rows, excluded };
      },
      clusterHeads: async (asked) => new Map([...heads].filter(([id]) => asked.includes(id))),
    },
    vectorsOf: async (asked) => new Map(asked.map((id) => [id, vector])),
    learnsFromLists,
  });
  const facts = new Map<string, PoolFacts>(
    own.map((storyId, at): [string, PoolFacts] => [
      storyId,
      {
        storyId,
        firstPublishedAt: publishedAt(storyId),
        headPublishedAt: publishedAt(heads.get(storyId) ?? storyId),
        sectionPath: 'news',
        clusterHead: heads.get(storyId) ?? storyId,
        language: languageAt(at),
      },
    ]),
  );
  const vectors = new Map(own.map((id) => [id as string, vector]));
  const views = new ViewCounts();
  views.add(
    read.map((storyId) => ({ storyId, startsAt: now - slotMs, validViews: 1000 })),
    facts,
    now,
  );
  const slates = new SlateCounts();
  const step = { pageId: ids[0]!, list: 'related', position: 1, startsAt: now - slotMs, impressions: 9 };
  slates.add(
    [...steps].map(([storyId, clicks]) => ({ ...step, storyId, clicks })),
    now,
  );
  const counted = { views, slates, counts: new Map() };
  lists.adopt(buildEdition({ number: 1, now, facts, vectors, ...counted }), new Map());
  return lists;
}

describe('the Recommendation of a page', () => {
  it('holds neither the story, nor what Related shows, nor the story in another language', async () => {
    const page = publishedStory({
      story: { id: ids[0]! },
      translations: [{ id: ids[2]!, language: 'ar', path: '/2026/03/الجسر', headline: 'الجسر' }],
    });
    const { recommendation } = await listsOf({ count: 9, read: [ids[0]!] }).forStory(page);
    expect(recommendation.map(({ card }) => card.id).sort()).toEqual(ids.slice(3, 9));
  });

  it('holds no copy of the story, nor of what its page shows, here or on the reader’s device', async () => {
    // The pool holds one of each cluster, and that is the first where both are read alike.
    const heads = new Map([
      [ids[0]!, ids[4]!],
      [ids[1]!, ids[5]!],
    ]);
    const lists = listsOf({ count: 12, heads, read: [ids[3]!, ids[4]!, ids[5]!] });
    expect(lists.edition?.pool.map(({ storyId }) => storyId)).not.toContain(ids[0]);
    const page = publishedStory({ story: { id: ids[0]! }, translations: [] });
    const { ranking, related, recommendation, storyVector } = await lists.forStory(page);
    expect(related.map(({ card }) => card.id)).toEqual([ids[1]]);
    expect(ranking.rows.map(({ card }) => card.id)).toEqual([ids[3], ids[4], ids[5]]);
    expect(recommendation.map(({ card }) => card.id).sort()).toEqual([ids[2], ...ids.slice(6, 12)].sort());
    expect(storyVector).not.toHaveProperty('copies');
    const quiet = listsOf({ count: 12, heads, read: [ids[3]!] });
    const there = await quiet.forStory(page);
    expect(there.recommendation.map(({ card }) => card.id)).not.toContain(ids[4]);
    expect(there.recommendation.map(({ card }) => card.id)).not.toContain(ids[5]);
    expect(there.storyVector?.copies?.toSorted()).toEqual([ids[4], ids[5]].map((id) => `/2026/03/${id}`));
  });
});

describe('what a page leads to beside the pool', () => {
  const page = publishedStory({ story: { id: ids[0]! }, translations: [] });
  const shownBy = async (lists: EditionLists) => {
    const { related, recommendation } = await lists.forStory(page);
    return {
      related: related.map(({ card }) => card.id),
      recommended: recommendation.map(({ card }) => card.id).sort(),
      reasons: new Map(recommendation.map(({ card, reason }) => [card.id, reason.kind])),
    };
  };

  it('is recommended where there is room: ten of Related are shown, and what comes after them may be picked', async () => {
    const related = ids.slice(4, 20);
    const { recommended, reasons, ...shown } = await shownBy(listsOf({ count: 4, related, read: [ids[0]!] }));
    expect(shown.related).toEqual(ids.slice(4, 14));
    expect(recommended).toEqual(
      [...ids.slice(1, 4), ...recommended.filter((id) => related.includes(id))].sort(),
    );
    expect(recommended).toHaveLength(7);
    for (const id of recommended) expect(shown.related).not.toContain(id);
    expect(reasons.get(ids[14]!)).toBe('similar');
  });

  it('is no copy of what the page shows, nor of another story', async () => {
    const heads = new Map([
      [ids[15]!, ids[4]!],
      [ids[16]!, 'elsewhere' as StoryId],
    ]);
    const related = ids.slice(4, 20);
    const lists = listsOf({ count: 4, related, heads, read: [ids[0]!] });
    const { recommended } = await shownBy(lists);
    expect(recommended).toEqual([1, 2, 3, 14, 17, 18, 19].map((at) => ids[at]!).sort());
  });

  it('is what its readers went on to, which only a site that learns from lists knows', async () => {
    const steps = new Map([[ids[3]!, 5]]);
    const made = { count: 4, read: [ids[0]!], steps };
    const pageOf = async (learnsFromLists: boolean) => {
      const lists = listsOf({ ...made, learnsFromLists });
      const edition = lists.edition!;
      // The pool of a busier paper would leave it out.
      lists.adopt({ ...edition, pool: edition.pool.filter(({ storyId }) => storyId !== ids[3]) }, new Map());
      return shownBy(lists);
    };
    expect((await pageOf(true)).reasons.get(ids[3]!)).toBe('followed');
    expect((await pageOf(false)).recommended).not.toContain(ids[3]);
  });
});

describe('what editors keep out of the Related list of a page', () => {
  it('is not recommended there, nor are its copies, from the pool, beside it, or on the reader’s device', async () => {
    const page = publishedStory({ story: { id: ids[0]! }, translations: [] });
    const heads = new Map([[ids[5]!, ids[4]!]]);
    const made = { count: 12, heads, read: [ids[0]!], steps: new Map([[ids[3]!, 9]]) };
    const shownBy = async (lists: EditionLists) => {
      const { recommendation, storyVector } = await lists.forStory(page);
      return { recommended: recommendation.map(({ card }) => card.id), copies: storyVector?.copies ?? [] };
    };
    // The story that is followed from here is in the pool, and then it is not.
    for (const inPool of [true, false]) {
      const without = listsOf({ ...made, excluded: [] });
      const lists = listsOf({ ...made, excluded: [ids[3]!, ids[5]!] });
      for (const each of [without, lists]) {
        const pool = each.edition!.pool.filter(({ storyId }) => inPool || storyId !== ids[3]);
        each.adopt({ ...each.edition!, pool }, new Map());
      }
      expect((await shownBy(without)).recommended[0]).toBe(ids[3]);
      const { recommended, copies } = await shownBy(lists);
      for (const id of [3, 4, 5]) expect(recommended).not.toContain(ids[id]);
      expect(copies).toContain(`/2026/03/${ids[4]}`);
    }
  });
});

describe('a page that is made while a new Edition comes', () => {
  it('shows one of them, never both', async () => {
    const next = listsOf({ count: 12, read: [ids[7]!] }).edition!;
    const lists: EditionLists = listsOf({
      count: 12,
      read: [ids[6]!],
      meanwhile: () => lists.adopt({ ...next, number: 2 }, new Map()),
    });
    const page = publishedStory({ story: { id: ids[0]! }, translations: [] });
    const { edition, ranking, poolHref, recommendation } = await lists.forStory(page);
    expect([edition, poolHref]).toEqual([1, '/api/v1/pools/1']);
    expect(ranking.rows.map(({ card }) => card.id)).toEqual([ids[6]]);
    expect(recommendation.map(({ card }) => card.id)).toContain(ids[7]);
    const after = await lists.forStory(page);
    expect([after.edition, ...after.ranking.rows.map(({ card }) => card.id)]).toEqual([2, ids[7]]);
  });
});

describe('the newest stories, where nothing was read', () => {
  it('are those of the Edition, one of each cluster, and on a quiet paper older ones after them', async () => {
    const heads = new Map([
      [ids[0]!, ids[2]!],
      [ids[5]!, ids[6]!],
    ]);
    const { kind, rows } = (await listsOf({ count: 4, heads }).forFront()).ranking;
    // Of the eight latest, 0 is a copy of 2, and 6 one of 5.
    expect([kind, ...rows.map(({ card }) => card.id)]).toEqual([
      'newest',
      ...[1, 2, 3, 4, 5, 7].map((at) => ids[at]),
    ]);
  });

  it('are the latest before the Edition knows any', async () => {
    const { rows } = (await listsOf({ count: 0 }).forFront()).ranking;
    expect(rows).toHaveLength(8);
  });
});

describe('the Recommendation of a page in a paper of two languages', () => {
  const lists = listsOf({ count: 20, languageAt: (at) => (at % 2 ? 'ar' : 'en-GB'), read: [ids[0]!] });
  const numbersOn = async (language: string) => {
    const { recommendation } = await lists.forStory(publishedStory({ story: { id: ids[0]!, language } }));
    return recommendation.map(({ card }) => Number(card.id.replace('story-', '')) % 2);
  };

  it('is in the language of the story, and says to the reader’s device which that is', async () => {
    expect(await numbersOn('en')).toEqual(Array(7).fill(0));
    expect(await numbersOn('ar')).toEqual(Array(7).fill(1));
    const { storyVector } = await lists.forStory(publishedStory({ story: { id: ids[0]!, language: 'ar' } }));
    expect(storyVector?.language).toBe('ar');
  });
});

describe('the lists of a site that does not learn from them', () => {
  it('hold nothing because readers went on to it, and leave no place to chance, whatever the Edition knows', async () => {
    const { related, recommendation } = await listsOf({
      count: 20,
      learnsFromLists: false,
      read: [ids[0]!],
    }).forStory(publishedStory({ story: { id: ids[0]! } }));
    expect(related.map(({ card }) => card.id)).toEqual([ids[1]]);
    expect(new Set(recommendation.map(({ propensity }) => propensity))).toEqual(new Set([1]));
    const learning = await listsOf({ count: 20, read: [ids[0]!] }).forStory(
      publishedStory({ story: { id: ids[0]! } }),
    );
    expect(Math.min(...learning.recommendation.map(({ propensity }) => propensity))).toBeLessThan(1);
  });
});
