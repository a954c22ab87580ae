import type { Booking } from './ledger-store.js';

/** Whoever wants to know how the intake fares: the newsroom's page, the metrics. Told sums, never a reader. */
export interface IntakeWatch {
  /** A batch begins to be written; the answer is called once it is durable, with what each event was booked as. */
  committing(): (settled: readonly Booking[]) => void;
  /** So many events were not kept and were told to come again. */
  refused(events: number): void;
}
