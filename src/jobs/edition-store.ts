import type { Instant } from '../base/clock.js';
import type { PublicCount } from '../discovery/edition.js';
import type { StoryFacts } from '../discovery/ranking/tally.js';

export interface StoryForPool {
  readonly facts: StoryFacts;
  /** The hashed vector, encoded; undefined until the story has been analysed. */
  readonly vector: string | undefined;
}

/** What the job that builds Editions needs. */
export interface EditionStore {
  latest(): Promise<
    { readonly number: number; readonly builtAt: Instant; readonly content: string } | undefined
  >;
  /** Public stories first published since then, newest first, and those named by id whatever their age. */
  candidates(since: Instant, limit: number, alsoIds: readonly string[]): Promise<readonly StoryForPool[]>;
  /** Public numbers of all stories, or of those that this Edition changed. */
  publicCounts(edition?: number): Promise<ReadonlyMap<string, PublicCount>>;
  /** Keeps an Edition with the numbers it changes and tells all processes; refused (false) if the number is taken. */
  keep(
    edition: { readonly number: number; readonly builtAt: Instant; readonly content: string },
    counts: ReadonlyMap<string, PublicCount>,
  ): Promise<boolean>;
}
