import type { Instant } from '../../base/clock.js';
import type { StoryId } from './story.js';

export interface Erasure {
  readonly at: Instant;
  /** Why, in a few words; readers find it at the story's addresses. */
  readonly ground: string;
  readonly actor: string;
}

export interface Erased {
  /** Addresses that answer "erased, when, on what ground" from now on. */
  readonly paths: readonly string[];
  /** Hashes of pictures that nothing else shows any more. */
  readonly pictureHashes: readonly string[];
}

export interface StoryEraser {
  /**
   * Removes a story in one transaction: its texts and their history, what imports noted of it, its places in the lists of
   * others. The same transaction asks for the rest, which outlives a crash: its numbers, the files of its pictures, and
   * traces of deleted rows. What stays is its addresses, digests in closed days, and one line of the audit with the ground.
   * An import of the same source does not bring it back. Throws `not_found`.
   */
  erase(id: StoryId, erasure: Erasure): Promise<Erased>;
}
