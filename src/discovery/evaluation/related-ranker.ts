import { RelatedIndex } from '../related/related-index.js';
import { type AnalysedStory, analyse } from '../text/analyse.js';
import type { StoryText } from '../text/story-text.js';
import type { SetRanker } from './plain-rankers.js';

/** A set of stories in an index of its own, each analysed once. */
export interface IndexedSet {
  readonly index: RelatedIndex;
  readonly analysed: readonly AnalysedStory[];
  /** Place of a story in the set, by id. */
  readonly placeOf: ReadonlyMap<string, number>;
}

/** Ids of public sets repeat now and then; here the place in the set is the id. */
export function indexSet(texts: readonly StoryText[]): IndexedSet {
  const analysed = texts.map((text, place) => analyse({ ...text, id: String(place) }));
  const index = new RelatedIndex();
  for (const story of analysed) index.add(story);
  return { index, analysed, placeOf: new Map(analysed.map(({ id }, place) => [id, place])) };
}

/** The scoring of Related before re-ranking. */
export const relatedRanker =
  ({ index, analysed }: IndexedSet): SetRanker =>
  (query, count) =>
    index.score(analysed[query]!, { limit: count }).map(({ id }) => Number(id));
