import type { Kysely, Transaction } from 'kysely';
import type { RelateReason } from '../../jobs/relate-store.js';
import type { Schema } from '../schema.js';

/** Related lists are asked for by jobs; what each of them waits for is its kind. */
export const relateJobs = {
  changed: 'relate',
  outdated: 'relate-outdated',
  near: 'relate-near',
} as const satisfies Record<RelateReason, string>;

/** Related lists are made by a job: nothing that publishes waits for them. */
export async function askForRelated(trx: Transaction<Schema>, storyId: string, at: number): Promise<void> {
  await trx
    .insertInto('jobs')
    .values(jobOf('changed', storyId, at))
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject']).doUpdateSet({ run_at: at, attempts: 0, claimed_until: 0 }),
    )
    .execute();
}

/**
 * Those that wait already keep their turn; one that is being made wants to be made once more. In order, so that two who ask
 * for the same do not wait for each other.
 */
export async function letWait(
  trx: Kysely<Schema>,
  reason: RelateReason,
  storyIds: readonly string[],
  at: number,
): Promise<void> {
  const ordered = storyIds.toSorted();
  for (let from = 0; from < ordered.length; from += rowsAtOnce)
    await trx
      .insertInto('jobs')
      .values(ordered.slice(from, from + rowsAtOnce).map((id) => jobOf(reason, id, at)))
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'subject'])
          .doUpdateSet({ run_at: at, claimed_until: 0 })
          .where('jobs.claimed_until', '>', 0)
          .where('jobs.run_at', '<', at),
      )
      .execute();
}

const rowsAtOnce = 500;

const jobOf = (reason: RelateReason, subject: string, at: number) => ({
  kind: relateJobs[reason],
  subject,
  run_at: at,
  attempts: 0,
  claimed_until: 0,
  last_problem: '',
});
