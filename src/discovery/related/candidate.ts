import type { Instant } from '../../base/clock.js';

/** A name that both stories carry. */
export interface SharedName {
  readonly key: string;
  /** As the story that asked writes it. */
  readonly form: string;
  /** How rare the name is in the archive: ln(1 + (N − n + ½) / (n + ½)). */
  readonly rarity: number;
}

/** What two stories have in common, as it was found while scoring: the reasons are made of nothing else. */
export interface Evidence {
  /** Rarest first. */
  readonly sharedNames: readonly SharedName[];
  readonly sharedTopics: readonly string[];
  /** Days of the year that both name ("12-14"). */
  readonly sharedDays: readonly string[];
  /** The shared words that carried the score, heaviest first, as the story that asked writes them. */
  readonly sharedWords: readonly string[];
  /** How often readers went from the story to the candidate; 0 if fewer than ten times. */
  readonly followed: number;
}

export interface Candidate {
  readonly id: string;
  /** What the list is ordered by, 0 to 1. */
  readonly score: number;
  /** What of the score the texts alone carry; the rest is of readers who went there. */
  readonly textScore: number;
  /** Cosine of the two texts alone, 0 to 1. */
  readonly similarity: number;
  readonly publishedAt?: Instant;
  readonly evidence: Evidence;
}
