import type { Instant } from '../../base/clock.js';
import type { Zone } from '../../base/zone.js';
import type { Sketch } from './hyperloglog.js';
import type { LedgerEvent, SettledEvent } from './ledger-event.js';
import type { BatchTallies } from './tally-deltas.js';

/** A counted or repeated view, or a pixel, of one reader on one story. */
export interface ReaderTouch {
  readonly readerKey: string;
  readonly storyId: string;
  /** Calendar day of the paper's zone. */
  readonly day: string;
  readonly kind: 'view' | 'pixel';
  readonly seenAt: Instant;
}

export type Touch = 'first' | 'repeat' | 'another';

/** One transaction of the ledger. Nothing of it is visible or durable before it ends. */
export interface LedgerTransaction {
  /** Start of the first day that is still open; 0 before the first close. */
  openFrom(): Promise<Instant>;
  /** Those of these stories that are there: the others were erased, and stay so until the transaction ends. */
  standing(storyIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Remembers the ids and returns those that were not known; an id that comes twice is returned once. */
  claimIds(ids: readonly string[], receivedAt: Instant): Promise<ReadonlySet<string>>;
  /**
   * Notes that these readers were seen (each key at most once) and says what each was: the first of the day, a repeat of
   * one that was seen less than `repeatWindowMs` before, or another. What repeats nothing starts its dwell anew.
   */
  touchReaders(touches: readonly ReaderTouch[], repeatWindowMs: number): Promise<ReadonlyMap<string, Touch>>;
  /** Adds visible seconds to the view of each key and returns the sums; keys without a view are left out. */
  addDwell(seconds: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
  /** Those of these keys that had a view, counted or repeated, on a day that is still open. */
  viewers(readerKeys: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** Appends the evidence, adds the tallies. */
  write(events: readonly SettledEvent[], tallies: BatchTallies): Promise<void>;
  /** Merges a sketch into that of the day. */
  mergeSketch(day: string, sketch: Sketch): Promise<void>;
}

/** When an event was booked, as what, and why. */
export type Booking = Omit<SettledEvent, 'event' | 'isFollow'>;

export interface LedgerStore {
  /**
   * Settles a batch (`settleBatch`) in one transaction, booked in the hours and days of the zone. All of it is durable
   * when this resolves, and none of it if it rejects. Returns what each event was booked as, in their order.
   */
  settle(events: readonly LedgerEvent[], zone: Zone): Promise<readonly Booking[]>;
  /**
   * Deletes what is kept for a time only: 5-minute tallies, ids and evidence of before these instants. Evidence from the
   * oldest on, as far as it is in order; what a clock that was ahead has put in front of older is left to `sweep`.
   */
  prune(before: {
    readonly fineTallies: Instant;
    readonly ids: Instant;
    readonly evidence: Instant;
  }): Promise<void>;
  /**
   * Looks through all evidence and all ways between stories, while others write, and deletes what is of before these hours.
   * The lists that those ways were in wait from `at` on to be made again.
   */
  sweep(before: { readonly evidence: Instant; readonly follows: Instant }, at: Instant): Promise<void>;
}
