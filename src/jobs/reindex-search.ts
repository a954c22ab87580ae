/** What making the search index anew needs kept. */
export interface ReindexStore {
  /** Stories that another version of the analysis indexed, at most so many. */
  outdated(limit: number): Promise<readonly string[]>;
  /**
   * Indexes these anew. One that is being saved meanwhile is left out: it is indexed by its save, or named by
   * `outdated` again.
   */
  reindex(storyIds: readonly string[]): Promise<void>;
}

export interface ReindexParts {
  readonly store: ReindexStore;
  /** Takes or prolongs the lease; false while another process does this work. */
  readonly holdsLease: () => Promise<boolean>;
}

/** Few enough that what else wants to write waits for milliseconds. */
const storiesAtOnce = 20;

/**
 * Indexes anew what another version of the analysis, or of the Unicode library under it, has indexed. Until a story's
 * turn comes it is found by its old tokens. What is done is kept with each story, so a process that ends half-way
 * leaves only the rest to the next.
 */
export class SearchReindexer {
  readonly #parts: ReindexParts;
  #isStopped = false;

  constructor(parts: ReindexParts) {
    this.#parts = parts;
  }

  /** Works until nothing is outdated (true), or it is stopped or another process holds the lease (false). */
  async work(): Promise<boolean> {
    const { store, holdsLease } = this.#parts;
    while (!this.#isStopped && (await holdsLease())) {
      const ids = await store.outdated(storiesAtOnce);
      if (ids.length === 0) return true;
      await store.reindex(ids);
    }
    return false;
  }

  /** Ends `work` after the stories in hand. */
  stop(): void {
    this.#isStopped = true;
  }
}
