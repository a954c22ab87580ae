import type { Instant } from '../../base/clock.js';
import type { StoryVector } from './story-vector.js';

/** Why a story is in the pool; it may have come from several sources. */
export const poolSources = ['fresh', 'rising', 'read', 'followed', 'related', 'exploration'] as const;
export type PoolSource = (typeof poolSources)[number];
/** In no pool, but on the pages that lead to it (page-candidates.ts). */
export type PageSource = 'related-here' | 'followed-here';
export type CandidateSource = PoolSource | PageSource;

/** A story that may be recommended, with all that the ranker needs of it. */
export interface Candidate {
  readonly storyId: string;
  readonly clusterHead: string;
  /** The section's address; empty when it has none. */
  readonly sectionPath: string;
  /** As the story says it: "en-GB"; empty in Editions that were made before it was noted. */
  readonly language: string;
  /** Of its near-duplicate cluster: a repost is as old as its source. */
  readonly firstPublishedAt: Instant;
  /** Page-independent score when the Edition was built (appeal.ts). */
  readonly appeal: number;
  readonly sources: readonly CandidateSource[];
  readonly vector: StoryVector;
  /**
   * Its weight, among those of its language, where a place is given to a story that has been shown too little (explore.ts); 0
   * for the others.
   */
  readonly explorationChance: number;
}
