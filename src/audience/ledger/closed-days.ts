import type { Instant } from '../../base/clock.js';
import type { ClosedRecord, DayLine, KeptLine, SealedLine } from './day-record.js';
import type { Sketch } from './hyperloglog.js';

/** What a day holds that is about to be closed, or that is looked at again. */
export interface DayContent {
  /** By story id, ascending. Lines of no story (forged tokens) carry the empty id. */
  readonly lines: readonly DayLine[];
  readonly rulesVersions: readonly number[];
  readonly sketch: Sketch;
}

export interface ClosedDays {
  findLast(): Promise<ClosedRecord | undefined>;
  /** Start of the first hour that anything was booked to; undefined while nothing was. */
  firstBookedHour(): Promise<Instant | undefined>;
  /** What is booked from `startsAt` until before `endsAt`. */
  contentOf(day: string, startsAt: Instant, endsAt: Instant): Promise<DayContent>;
  /**
   * Stores a day's record and lines and deletes its readers, its sketch and its reactions' keys: one transaction.
   * False, changing nothing, when the day is already closed.
   */
  close(record: ClosedRecord, lines: readonly SealedLine[], closedAt: Instant): Promise<boolean>;
  /** All records in order, each with its lines in order; one day in memory at a time. */
  all(): AsyncIterable<{ readonly record: ClosedRecord; readonly lines: readonly KeptLine[] }>;
}
