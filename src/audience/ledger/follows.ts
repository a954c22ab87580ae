import type { DropReason } from '../intake/verdict.js';
import type { LedgerEvent } from './ledger-event.js';

/** What of an event between the steps tells whether its reader went on from one story to another. */
interface Visit {
  readonly event: Pick<LedgerEvent, 'kind' | 'readerKey' | 'cameFrom'>;
  readonly reason: DropReason | '';
  /** True for the visit with which its reader came to the story for the first time today. */
  readonly isFirst: boolean;
  isFollow: boolean;
}

/** The readers of whom has to be known, before any of the batch is noted, whether they were at the story before. */
export const readersOfWays = (batch: readonly Visit[]): ReadonlySet<string> =>
  new Set(
    batch.flatMap(({ event: { cameFrom }, reason }) =>
      cameFrom && reason === '' ? [cameFrom.readerKey] : [],
    ),
  );

/**
 * A view is a way on from the story before it if its reader had a view there today, and none here until now. So a trip
 * counts once, whatever is opened again, and a loop of views raises no pair of stories. `seenBefore` are those of
 * `readersOfWays` that had a view before this batch, whose order decides the rest.
 */
export function markFollows(batch: readonly Visit[], seenBefore: ReadonlySet<string>): void {
  const seen = new Set(seenBefore);
  for (const visit of batch) {
    const { kind, readerKey, cameFrom } = visit.event;
    const isSeen = visit.reason === '' || visit.reason === 'repeated-view';
    if (kind !== 'view' || !isSeen) continue;
    visit.isFollow = cameFrom !== undefined && visit.isFirst && seen.has(cameFrom.readerKey);
    seen.add(readerKey);
  }
}
