import type { Instant } from '../../base/clock.js';

export interface GivenReaction {
  readonly storyId: string;
  /** SHA-256 of the receipt, hex: what is kept cannot be used to take a reaction back. */
  readonly receiptHash: string;
  /** Calendar day of the paper's zone; the key is forgotten when it closes. */
  readonly day: string;
  readonly readerKey: string;
  readonly givenAt: Instant;
  readonly hourStartsAt: Instant;
}

export interface ReactionStore {
  /**
   * Keeps the reaction and counts it, in one transaction. Changes nothing if this key gave one today, or if the story
   * was erased.
   */
  give(reaction: GivenReaction): Promise<'kept' | 'already-given' | 'no-story'>;
  /** Deletes the reaction of this receipt and counts it out; the story's id, or undefined if there is none any more. */
  takeBack(receiptHash: string, hourStartsAt: Instant, at: Instant): Promise<string | undefined>;
}
