import { Problem } from '../../base/problem.js';
import type { Zone } from '../../base/zone.js';
import { countingRules } from '../rules.js';
import type { IntakeWatch } from './intake-watch.js';
import type { LedgerEvent } from './ledger-event.js';
import type { LedgerStore } from './ledger-store.js';

interface Waiting {
  readonly events: readonly LedgerEvent[];
  readonly resolve: () => void;
  readonly reject: (problem: unknown) => void;
}

export interface EventBufferState {
  readonly queuedEvents: number;
  readonly acknowledgedEvents: number;
  readonly refusedEvents: number;
  readonly batches: number;
}

/**
 * Group commit: events wait a few milliseconds for others and are then made durable together, one transaction for
 * many. While one batch is written the next one gathers, so the load sets the size of the batches.
 */
export class EventBuffer {
  readonly #ledger: Pick<LedgerStore, 'settle'>;
  readonly #zone: () => Zone;
  readonly #watches: readonly IntakeWatch[];
  #waiting: Waiting[] = [];
  #queuedEvents = 0;
  #isWriting = false;
  #timer: NodeJS.Timeout | undefined;
  #acknowledged = 0;
  #refused = 0;
  #batches = 0;

  /** `zone` is the paper's, asked anew for each batch, since it is a setting. */
  constructor(ledger: Pick<LedgerStore, 'settle'>, zone: () => Zone, watches: readonly IntakeWatch[] = []) {
    this.#ledger = ledger;
    this.#zone = zone;
    this.#watches = watches;
  }

  get state(): EventBufferState {
    return {
      queuedEvents: this.#queuedEvents,
      acknowledgedEvents: this.#acknowledged,
      refusedEvents: this.#refused,
      batches: this.#batches,
    };
  }

  /**
   * Resolves once the events are durable. Refuses with the problem `overloaded`, keeping nothing, when too many
   * wait already or the batch could not be written: the same events may then be sent again under the same ids.
   */
  record(events: readonly LedgerEvent[]): Promise<void> {
    if (this.#queuedEvents + events.length > countingRules.queuedEventsAtMost.value) {
      this.#refuse(events.length);
      return Promise.reject(
        new Problem('overloaded', 'More events arrive than can be kept; send these again.'),
      );
    }
    this.#queuedEvents += events.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#schedule();
    });
  }

  /** Writes what waits and resolves when nothing does: for the end of the process. */
  async drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#isWriting || this.#waiting.length > 0) {
      if (this.#isWriting) await new Promise((resolve) => setTimeout(resolve, 1));
      else await this.#writeBatch();
    }
  }

  #refuse(events: number): void {
    this.#refused += events;
    for (const watch of this.#watches) watch.refused(events);
  }

  #schedule(): void {
    if (this.#isWriting || this.#timer) return;
    this.#timer = setTimeout(() => void this.#writeBatch(), countingRules.groupCommitMs.value);
  }

  async #writeBatch(): Promise<void> {
    this.#timer = undefined;
    if (this.#isWriting) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#isWriting = true;
    const events = batch.flatMap((waiting) => waiting.events);
    const committing = this.#watches.map((watch) => watch.committing());
    try {
      const settled = await this.#ledger.settle(events, this.#zone());
      this.#acknowledged += events.length;
      for (const { resolve } of batch) resolve();
      for (const done of committing) done(settled);
    } catch (cause) {
      this.#refuse(events.length);
      const problem = new Problem('overloaded', 'The events could not be kept; send these again.', {
        cause: String(cause),
      });
      for (const { reject } of batch) reject(problem);
    }
    this.#batches += 1;
    this.#queuedEvents -= events.length;
    this.#isWriting = false;
    // These have waited for the batch before them already; whatever else is on its way joins first.
    if (this.#waiting.length > 0) setImmediate(() => void this.#writeBatch());
  }
}
