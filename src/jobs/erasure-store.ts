import type { Instant } from '../base/clock.js';

/** What an erasure leaves to be done, each until it is; all of it may be done again. */
export interface ErasureStore {
  /** Stories that are gone, and whose numbers are not yet. */
  storiesLeft(dueBy: Instant, limit: number): Promise<readonly string[]>;
  /**
   * Removes these from everything that was counted, in short transactions. Of their closed lines only the digests stay,
   * so the chain still verifies.
   */
  eraseNumbers(storyIds: readonly string[]): Promise<void>;
  /** Pictures that nothing shows any more, and whose files may be there yet; none that was kept again since. */
  picturesLeft(dueBy: Instant): Promise<readonly string[]>;
  pictureIsGone(hash: string): Promise<void>;
  /** Overwrites what is left of deleted rows, if any was asked for; false where another process still reads them. */
  overwriteTraces(dueBy: Instant): Promise<boolean>;
}
