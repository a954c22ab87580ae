import { hourMs, type Instant } from '../../base/clock.js';
import type { Candidate } from './candidate.js';
import { weights } from './weights.js';

/**
 * A story that is a candidate on one page only, because that page leads to it: "related" is further down the page's own
 * Related list than is shown, "followed" is what its readers went on to.
 */
export interface PageCandidate
  extends Pick<
    Candidate,
    'storyId' | 'clusterHead' | 'sectionPath' | 'language' | 'firstPublishedAt' | 'vector'
  > {
  readonly source: 'related' | 'followed';
}

/**
 * The stories that only one page leads to, beside those of the pool: without those of which the pool holds a copy. The pool
 * takes the best of all, so they are thought to be read as the least read of the pool is, at their own age. No place is ever
 * given to one of them by chance.
 */
export function candidatesOfPage(
  further: readonly PageCandidate[],
  pool: readonly Candidate[],
  now: Instant,
): Candidate[] {
  const least = pool.reduce(
    (lowest, story) => Math.min(lowest, story.appeal - ageAppeal(story, now)),
    pool.length === 0 ? 0 : Number.POSITIVE_INFINITY,
  );
  const clusters = new Set(pool.map(({ clusterHead }) => clusterHead));
  return further
    .filter(({ clusterHead }) => !clusters.has(clusterHead) && clusters.add(clusterHead))
    .map(({ source, ...story }) => ({
      ...story,
      appeal: least + ageAppeal(story, now),
      sources: [source === 'related' ? 'related-here' : 'followed-here'],
      explorationChance: 0,
    }));
}

const ageAppeal = ({ firstPublishedAt }: Pick<Candidate, 'firstPublishedAt'>, now: Instant): number =>
  weights.views.age * Math.log1p(Math.max(0, now - firstPublishedAt) / hourMs);
