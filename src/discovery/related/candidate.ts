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
  /** Share of the story's own names, by rarity, that the candidate carries too, 0 to 1; 0 without names. */
  readonly nameAgreement: number;
  readonly sharedTopics: readonly string[];
  readonly sameSection: boolean;
  /** Days of the year that both name ("12-14"). */
  readonly sharedDays: readonly string[];
  /** Numbers that both hold, years left out. */
  readonly sharedNumbers: number;
  /** The shared words that carried the score, heaviest first, as the story that asked writes them. */
  readonly sharedWords: readonly string[];
  /** How often readers went from the story to the candidate; 0 if fewer than ten times. */
  readonly followed: number;
}

export interface Candidate {
  readonly id: string;
  /** What the list is ordered by, 0 to 1. */
  readonly score: number;
  /** Cosine of the two texts alone, 0 to 1. */
  readonly similarity: number;
  readonly section: string;
  readonly publishedAt?: Instant;
  readonly evidence: Evidence;
}
