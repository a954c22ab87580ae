import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EventBufferState } from '../../audience/ledger/event-buffer.js';
import type { IntakeWatch } from '../../audience/ledger/intake-watch.js';
import type { Booking } from '../../audience/ledger/ledger-store.js';
import type { PageCache } from '../http/page-cache.js';

/** What is asked for at the moment of a scrape. */
export interface MeasuredParts {
  readonly buffer: { readonly state: EventBufferState };
  readonly pages: Pick<PageCache, 'size' | 'outcomes'>;
  readonly editionNumber: () => number;
}

/** From the 5 ms of an idle disk to the second at which the queue fills. */
const commitBuckets = [0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1];

/**
 * What this process tells an operator, as sums: no address, no path, no story is a label, so that nothing of a reader
 * can be told from it and the number of series stays small.
 */
export class SiteMetrics implements IntakeWatch {
  readonly registry = new Registry();
  readonly #events = new Counter({
    name: 'broadsheet_events_total',
    help: 'Events that became durable, by class and by the reason for which they do not count.',
    labelNames: ['class', 'reason'] as const,
    registers: [this.registry],
  });
  readonly #refused = new Counter({
    name: 'broadsheet_events_refused_total',
    help: 'Events that were not kept and were answered with 503.',
    registers: [this.registry],
  });
  readonly #commits = new Histogram({
    name: 'broadsheet_group_commit_seconds',
    help: 'Time in which a batch of events became durable.',
    buckets: commitBuckets,
    registers: [this.registry],
  });

  constructor() {
    // Event loop delay, resident memory, CPU, garbage collection.
    collectDefaultMetrics({ register: this.registry });
  }

  /** The parts that are made after this one, which watches the intake from its beginning. */
  measure({ buffer, pages, editionNumber }: MeasuredParts): void {
    const told = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        collect() {
          this.set(value());
        },
      });
    told(
      'broadsheet_event_queue_events',
      'Events that wait to become durable.',
      () => buffer.state.queuedEvents,
    );
    told('broadsheet_page_cache_pages', 'Finished pages that are kept.', () => pages.size.pages);
    told('broadsheet_page_cache_bytes', 'Memory that they are counted as.', () => pages.size.bytes);
    told('broadsheet_edition_number', 'Number of the Edition that pages show.', editionNumber);
    new Counter({
      name: 'broadsheet_page_requests_total',
      help: 'Requests for pages that can be kept: a kept one, one that was being made already, or one made for it.',
      labelNames: ['outcome'] as const,
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [outcome, count] of Object.entries(pages.outcomes)) this.inc({ outcome }, count);
      },
    });
  }

  committing() {
    const end = this.#commits.startTimer();
    return (settled: readonly Booking[]) => {
      end();
      const sums = new Map<string, { readonly booking: Booking; count: number }>();
      for (const booking of settled) {
        const sum = sums.get(booking.reason) ?? { booking, count: 0 };
        sum.count += 1;
        sums.set(booking.reason, sum);
      }
      for (const { booking, count } of sums.values())
        this.#events.inc({ class: booking.class, reason: booking.reason }, count);
    };
  }

  refused(events: number): void {
    this.#refused.inc(events);
  }
}
