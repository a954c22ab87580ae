import { sql, type Transaction } from 'kysely';
import { minuteMs } from '../../base/clock.js';
import type { Schema } from '../schema.js';

/** What an erasure leaves to be done after its commit; subjects are a story, a picture's hash, and nothing. */
export const erasureJobs = {
  numbers: 'erase-numbers',
  picture: 'erase-picture',
  traces: 'erase-traces',
} as const;

/** Who erases does the rest itself; whoever serves the site takes it over where that one has ended. */
const takenOverAfterMs = minuteMs;

/** Nobody asks for later than a minute from now: what is due later still was asked for before the clock was set back. */
export const isDue = (dueBy: number) =>
  sql<boolean>`(run_at <= ${dueBy} or run_at > ${dueBy + takenOverAfterMs})`;

/** In the transaction of the erasure, so that a crash after it loses nothing of the rest. */
export async function askToFinishErasure(
  trx: Transaction<Schema>,
  part: keyof typeof erasureJobs,
  subject: string,
  at: number,
): Promise<void> {
  const due = { run_at: at + takenOverAfterMs, attempts: 0, claimed_until: 0 };
  await trx
    .insertInto('jobs')
    .values({ kind: erasureJobs[part], subject, last_problem: '', ...due })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(due))
    .execute();
}
