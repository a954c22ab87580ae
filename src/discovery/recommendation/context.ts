import { type StoryVector, similarity } from './story-vector.js';
import { weights } from './weights.js';

/** What connects a page to a candidate. */
export interface PageEvidence {
  /** Decayed clicks that led from the page to the story. */
  readonly followed: number;
  /** Cosine of the two vectors. */
  readonly similarity: number;
  readonly sameSection: boolean;
}

/** The page's part of the ranker, to be added to the story's appeal. */
export const contextAppeal = ({ followed, similarity: cosine, sameSection }: PageEvidence): number =>
  followAppeal(followed) + weights.similar * cosine + (sameSection ? weights.sameSection : 0);

export const followAppeal = (followed: number): number => weights.followed * Math.log1p(followed);

export const evidenceOf = (
  page: { readonly sectionPath: string; readonly vector: StoryVector },
  candidate: { readonly sectionPath: string; readonly vector: StoryVector },
  followed: number,
): PageEvidence => ({
  followed,
  similarity: similarity(page.vector, candidate.vector),
  sameSection: page.sectionPath !== '' && page.sectionPath === candidate.sectionPath,
});
