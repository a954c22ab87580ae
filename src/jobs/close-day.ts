import { type CloseParts, closeDueDays } from '../audience/ledger/close-day.js';
import type { LedgerStore } from '../audience/ledger/ledger-store.js';
import { countingRules } from '../audience/rules.js';
import { dayMs, hourMs } from '../base/clock.js';
import type { Log } from '../base/log.js';

export interface CloseDayParts extends CloseParts {
  readonly ledger: Pick<LedgerStore, 'prune' | 'sweep'>;
  /** How long evidence is kept; the rules' own number where the paper has not chosen another. */
  readonly eventsKeptDays: () => number;
  readonly log: Log;
}

/**
 * Closes the days that are due and lets go of what is kept for a time only. Safe to run at any time, by several
 * processes, and again after a crash at any point; run it every few minutes.
 */
export async function closeDay(parts: CloseDayParts): Promise<readonly string[]> {
  const closed = await closeDueDays(parts);
  for (const day of closed) parts.log.info({ day }, 'day closed');
  const now = parts.clock();
  const evidence = now - parts.eventsKeptDays() * dayMs;
  await parts.ledger.prune({
    fineTallies: now - countingRules.fiveMinuteTalliesHours.value * hourMs,
    ids: now - countingRules.eventIdDays.value * dayMs,
    evidence,
  });
  if (closed.length > 0)
    await parts.ledger.sweep({ evidence, follows: now - countingRules.followsKeptDays.value * dayMs }, now);
  return closed;
}
