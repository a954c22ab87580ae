import type { PageCandidate } from '../../discovery/recommendation/page-candidates.js';
import type { StoryVector } from '../../discovery/recommendation/story-vector.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';

/** A story that a page leads to beside what the pool of the Edition holds. */
export interface BesidePool {
  readonly card: StoryCard;
  readonly source: PageCandidate['source'];
}

export interface StoryTraits {
  /** The first of each story's near-duplicate cluster; a story without one stands alone. */
  readonly heads: ReadonlyMap<string, string>;
  readonly vectors: ReadonlyMap<string, StoryVector>;
  /** Clusters of what the page shows elsewhere. */
  readonly taken: ReadonlySet<string>;
}

/** The story as a candidate of its page; none where it is a copy, since its age is not its own, or its date is unknown. */
export function candidateOf(
  { card, source }: BesidePool,
  { heads, vectors, taken }: StoryTraits,
): PageCandidate[] {
  const { id, sectionPath, language, firstPublishedAt } = card;
  const vector = vectors.get(id);
  const isCopy = (heads.get(id) ?? id) !== id;
  if (isCopy || taken.has(id) || firstPublishedAt === undefined || vector === undefined) return [];
  return [{ storyId: id, clusterHead: id, sectionPath, language, firstPublishedAt, vector, source }];
}
