import type { Instant } from '../../base/clock.js';

/** Why a story stands in Related. Data; the site makes words of it. */
export type RelatedReason =
  | { readonly kind: 'same-event' }
  | { readonly kind: 'also-about'; readonly name: string }
  | { readonly kind: 'background'; readonly instant: Instant }
  /** A topic's name, or the path of the section where they share no topic. */
  | { readonly kind: 'same-topic'; readonly topic: string }
  | { readonly kind: 'followed' };

/** A row of a story's Related list as it is kept. */
export interface StoredRelatedRow {
  readonly storyId: string;
  readonly reason: RelatedReason;
}

/** Stored Related lists, as the job that made them left them. */
export interface StoredRelated {
  /** In order; empty until the job has made the story's list. */
  of(storyId: string): Promise<readonly StoredRelatedRow[]>;
}
