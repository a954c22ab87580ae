import type { Instant } from '../base/clock.js';
import type { ErasureStore } from './erasure-store.js';

export interface FinishParts {
  readonly store: ErasureStore;
  /** Deletes a picture's files; nothing where there are none. */
  readonly shelf: { forget(hash: string): Promise<void> };
}

/** Each time all that was counted is looked through once, whatever their number. */
const storiesAtOnce = 500;

/**
 * Finishes what erasures left: numbers, files of pictures, traces of deleted rows. Safe to run at any time, by several
 * processes, and again after a crash at any point. Returns false while traces cannot be overwritten; call it again.
 */
export async function finishErasures({ store, shelf }: FinishParts, dueBy: Instant): Promise<boolean> {
  await finishNumbers(store, dueBy);
  const failures: unknown[] = [];
  for (const hash of await store.picturesLeft(dueBy)) {
    try {
      await shelf.forget(hash);
      await store.pictureIsGone(hash);
    } catch (failure) {
      failures.push(failure);
    }
  }
  // A file that cannot be deleted keeps neither the other files nor what was written of the story.
  const isOverwritten = await store.overwriteTraces(dueBy);
  if (failures.length > 0) throw failures[0];
  return isOverwritten;
}

/** The numbers alone: the undo of an import leaves no more. */
export async function finishNumbers(
  store: Pick<ErasureStore, 'storiesLeft' | 'eraseNumbers'>,
  dueBy: Instant,
): Promise<void> {
  for (;;) {
    const stories = await store.storiesLeft(dueBy, storiesAtOnce);
    if (stories.length === 0) return;
    await store.eraseNumbers(stories);
  }
}

/** For who has just erased, and does not wait until somebody else would take over. */
export const anyTime: Instant = Number.MAX_SAFE_INTEGER;
