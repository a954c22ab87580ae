import type { Instant } from '../base/clock.js';
import type { Story } from '../newsroom/stories/story.js';
import type { ItemDecision } from './decide-item.js';
import type { ImportedItem } from './imported-item.js';

export const itemOutcomes = ['added', 'updated', 'unchanged', 'skipped', 'failed'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

/** What a run did; found is the sum of the five outcomes, always. */
export interface ImportReport {
  readonly runId: string;
  readonly input: string;
  readonly status: string;
  readonly found: number;
  readonly outcomes: Readonly<Record<ItemOutcome, number>>;
  /** Stories of this run that readers can see. */
  readonly published: number;
  /** Reasons of what was skipped and what failed, with how often and where first. */
  readonly reasons: readonly {
    readonly outcome: 'skipped' | 'failed';
    readonly reason: string;
    readonly count: number;
    readonly place: string;
  }[];
}

/** One thing found in the input, to be kept with what became of it. */
export type FoundItem =
  | {
      readonly position: number;
      readonly place: string;
      readonly outcome: 'skipped' | 'failed';
      readonly reason: string;
    }
  | {
      readonly position: number;
      readonly place: string;
      readonly item: ImportedItem;
      readonly decide: (
        existing: { readonly story: Story; readonly isEditedHere: boolean } | undefined,
      ) => ItemDecision;
    };

export interface UndoReport {
  readonly removed: number;
  readonly restored: number;
  /** Left as they are, because somebody edited them since. */
  readonly kept: readonly string[];
}

/** What an import run needs kept. */
export interface ImportStore {
  /** A new run, or the one of the same input and options that was interrupted, with the positions it has done. */
  openRun(
    input: string,
    options: string,
    now: Instant,
  ): Promise<{ readonly runId: string; readonly done: number }>;
  /** Decides and saves these items and their lines in the run's record, all in one transaction. */
  apply(
    runId: string,
    items: readonly FoundItem[],
    now: Instant,
  ): Promise<Readonly<Record<ItemOutcome, number>>>;
  finish(runId: string, status: 'finished' | 'interrupted', now: Instant): Promise<void>;
  report(runId: string): Promise<ImportReport>;
  runs(limit: number): Promise<
    readonly {
      readonly runId: string;
      readonly input: string;
      readonly status: string;
      readonly startedAt: Instant;
    }[]
  >;
  /** Takes a run back: what it added goes, what it updated is as before; what was edited since stays. */
  undo(runId: string, now: Instant): Promise<UndoReport>;
}
