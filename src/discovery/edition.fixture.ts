import { dayMs, hourMs } from '../base/clock.js';
import type { PoolFacts } from './recommendation/build-pool.js';
import { storyVector } from './recommendation/story-vector.js';

export const now = 2_000 * dayMs;
/** Stories of a made-up paper, one an hour, the newest first; the second is a copy of the first. */
export const factsOfPaper = new Map<string, PoolFacts>(
  Array.from({ length: 300 }, (_, index) => [
    `story ${index}`,
    {
      storyId: `story ${index}`,
      firstPublishedAt: now - index * hourMs,
      sectionPath: index % 2 ? 'city' : 'sport',
      clusterHead: index === 1 ? 'story 0' : `story ${index}`,
      language: 'en',
    },
  ]),
);
export const vectorsOfPaper = new Map(
  [...factsOfPaper.keys()].map((id) => [id, storyVector(new Map([[id, 1]]), [], '')]),
);
