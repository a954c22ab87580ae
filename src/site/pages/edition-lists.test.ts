import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { buildEdition } from '../../discovery/edition.js';
import { ViewCounts } from '../../discovery/ranking/view-counts.js';
import type { PoolFacts } from '../../discovery/recommendation/build-pool.js';
import { SlateCounts } from '../../discovery/recommendation/slate-counts.js';
import { storyVector } from '../../discovery/recommendation/story-vector.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { publishedStory, storyCard } from '../published-story.fixture.js';
import { EditionLists } from './edition-lists.js';

const now = 2_000 * dayMs;
const ids = Array.from({ length: 20 }, (_, at) => `story-${at}` as StoryId);
const vector = storyVector(new Map([['bridge', 1]]), [], '');

function listsOf(count: number, learnsFromLists = true, languageAt = (_at: number) => 'en'): EditionLists {
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
  const facts = new Map<string, PoolFacts>(
    own.map((storyId, at) => [
      storyId,
      {
        storyId,
        firstPublishedAt: now - at * hourMs,
        sectionPath: 'news',
        clusterHead: storyId,
        language: languageAt(at),
      },
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

describe('the Recommendation of a page in a paper of two languages', () => {
  const lists = listsOf(20, true, (at) => (at % 2 ? 'ar' : 'en-GB'));
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
    const { related, recommendation } = await listsOf(20, false).forStory(
      publishedStory({ story: { id: ids[0]! } }),
    );
    expect(related.map(({ card }) => card.id)).toEqual([ids[1]]);
    expect(new Set(recommendation.map(({ propensity }) => propensity))).toEqual(new Set([1]));
    const learning = await listsOf(20).forStory(publishedStory({ story: { id: ids[0]! } }));
    expect(Math.min(...learning.recommendation.map(({ propensity }) => propensity))).toBeLessThan(1);
  });
});
