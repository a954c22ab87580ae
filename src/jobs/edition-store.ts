import type { Instant } from '../base/clock.js';
import type { PublicCount } from '../discovery/edition.js';
import type { PoolFacts } from '../discovery/recommendation/build-pool.js';
import type { StoredRelatedRow } from '../discovery/related/stored-related.js';

export interface StoryForPool {
  readonly facts: PoolFacts;
  /** The hashed vector, encoded; undefined until the story has been analysed. */
  readonly vector: string | undefined;
}

/** Sums of the past as text, for the next process that builds Editions; empty where none were kept. */
export interface KeptMemory {
  readonly revision: number;
  readonly views: string;
  readonly slates: string;
}

/** The revision that an Edition was built from, and what is to be kept under the next; without it only the first is compared. */
export interface MemoryToKeep extends Pick<KeptMemory, 'revision'> {
  readonly grown?: Pick<KeptMemory, 'views' | 'slates'>;
}

/** What the job that builds Editions needs. */
export interface EditionStore {
  latest(): Promise<
    { readonly number: number; readonly builtAt: Instant; readonly content: string } | undefined
  >;
  /** Public stories first published since then, newest first, and those named by id whatever their age. */
  candidates(since: Instant, limit: number, alsoIds: readonly string[]): Promise<readonly StoryForPool[]>;
  /** Public stories named by id. */
  named(ids: readonly string[]): Promise<readonly StoryForPool[]>;
  /** The Related lists of these stories, as they are kept. */
  relatedLists(storyIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredRelatedRow[]>>;
  /** Public numbers of all stories, or of those that this Edition changed. */
  publicCounts(edition?: number): Promise<ReadonlyMap<string, PublicCount>>;
  /** What a builder kept of the past; undefined while its revision is still this one. */
  memory(revision: number): Promise<KeptMemory | undefined>;
  /**
   * Keeps an Edition with the numbers it changes, and the builder's memory where it has grown, under the next revision; tells
   * all processes. Refused (false) if the number is taken, or if the memory is no longer of the revision that it was built
   * from: another builder, or an erasure, came between.
   */
  keep(
    edition: { readonly number: number; readonly builtAt: Instant; readonly content: string },
    counts: ReadonlyMap<string, PublicCount>,
    memory: MemoryToKeep,
  ): Promise<boolean>;
}
