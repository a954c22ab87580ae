import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { buildEdition } from '../../discovery/edition.js';
import type { StoryFacts } from '../../discovery/ranking/tally.js';
import { ViewCounts } from '../../discovery/ranking/view-counts.js';
import { SlateCounts } from '../../discovery/recommendation/slate-counts.js';
import { storyVector } from '../../discovery/recommendation/story-vector.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { publishedStory, storyCard } from '../published-story.fixture.js';
import { EditionLists } from './edition-lists.js';

const now = 2_000 * dayMs;
const ids = Array.from({ length: 20 }, (_, at) => `story-${at}` as StoryId);
const vector = storyVector(new Map([['bridge', 1]]), [], '');

function listsOf(count: number, learnsFromLists = true): EditionLists {
  const own = ids.slice(0, count);
  const lists = new EditionLists({
    stories: {
      cards: async (asked) => new Map(asked.map((id) => [id, storyCard({ id })])),
      latest: async () => [],
    },
    related: {
      of: async () => [
        { storyId: ids[1]!, reason: { kind: 'same-event' } },
        ...(learnsFromLists ? [] : [{ storyId: ids[8]!, reason: { kind: 'followed' } as const }]),
      ],
    },
    vectorOf: async () => vector,
    learnsFromLists,
  });
  const facts = new Map<string, StoryFacts>(
    own.map((storyId, at) => [
      storyId,
      { storyId, firstPublishedAt: now - at * hourMs, sectionPath: 'news', clusterHead: storyId },
    ]),
  );
  const vectors = new Map(own.map((id) => [id as string, vector]));
  const counted = { views: new ViewCounts(), slates: new SlateCounts(), counts: new Map() };
  lists.adopt(buildEdition({ number: 1, now, facts, vectors, ...counted }), new Map());
  return lists;
}

describe('the Recommendation of a page', () => {
  it('holds neither the story, nor what Related shows, nor the story in another language', async () => {
    const page = publishedStory({
      story: { id: ids[0]! },
      translations: [{ id: ids[2]!, language: 'ar', path: '/2026/03/الجسر', headline: 'الجسر' }],
    });
    const { recommendation } = await listsOf(9).forStory(page);
    expect(recommendation.map(({ card }) => card.id).sort()).toEqual(ids.slice(3, 9));
  });
});

describe('the lists of a site that does not learn from them', () => {
  it('hold nothing because readers went on to it, and leave no place to chance, whatever the Edition knows', async () => {
    const { related, recommendation } = await listsOf(20, false).forStory(
      publishedStory({ story: { id: ids[0]! } }),
    );
    expect(related.map(({ card }) => card.id)).toEqual([ids[1]]);
    expect(new Set(recommendation.map(({ propensity }) => propensity))).toEqual(new Set([1]));
    const learning = await listsOf(20).forStory(publishedStory({ story: { id: ids[0]! } }));
    expect(Math.min(...learning.recommendation.map(({ propensity }) => propensity))).toBeLessThan(1);
  });
});
