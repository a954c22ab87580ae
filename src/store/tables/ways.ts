import { type Kysely, sql } from 'kysely';
import type { BatchTallies } from '../../audience/ledger/tally-deltas.js';
import { scoringWeights } from '../../discovery/related/related-weights.js';
import type { Databases } from '../databases.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';
import { sweep } from './aged-rows.js';
import { letWait } from './relate-jobs.js';

const key = ['from_story_id', 'to_story_id', 'day_starts_at'];

/**
 * Adds to the sums of ways from story to story. Returns the stories whose Related lists are to be made again, since one of
 * their ways begins to count or has doubled.
 */
export async function addWays(
  database: Kysely<Schema>,
  follows: BatchTallies['follows'],
): Promise<readonly string[]> {
  const rows = follows.map((way) => [way.fromStoryId, way.toStoryId, way.dayStartsAt, way.follows]);
  await sql`
    insert into follow_tallies (from_story_id, to_story_id, day_starts_at, follows)
    select ${textAt(0)}, ${textAt(1)}, ${numberAt(2)}, ${numberAt(3)}
    from ${jsonRows(rows)} where true
    on conflict (from_story_id, to_story_id, day_starts_at) do update set
      follows = follow_tallies.follows + excluded.follows`.execute(database);
  const { rows: sums } = await sql<{ from_story_id: string; follows: number; added: number }>`
    select all_days.from_story_id, cast(sum(all_days.follows) as bigint) as follows, min(added.follows) as added
    from (select ${textAt(0)} as from_story_id, ${textAt(1)} as to_story_id,
        cast(sum(${numberAt(3)}) as bigint) as follows
      from ${jsonRows(rows)} group by 1, 2) as added
    join follow_tallies as all_days
      on all_days.from_story_id = added.from_story_id and all_days.to_story_id = added.to_story_id
    group by all_days.from_story_id, all_days.to_story_id`.execute(database);
  const grown = sums.filter(
    ({ follows: sum, added }) => stepsOf(Number(sum)) > stepsOf(Number(sum) - Number(added)),
  );
  return [...new Set(grown.map((way) => way.from_story_id))];
}

/**
 * After the transaction that counted, and one by one: whoever makes lists holds many of these rows, and nobody who counts may
 * wait for them with rows of their own. What cannot be asked for is asked for at the next doubling.
 */
export async function askForGrown(
  database: Kysely<Schema>,
  storyIds: readonly string[],
  receivedAt: number,
): Promise<void> {
  for (const storyId of storyIds)
    await letWait(database, 'near', [storyId], receivedAt + durableMs).catch(() => undefined);
}

/** Deletes the sums of days before; lists in which they counted are made again without them. */
export function sweepWays(
  databases: Pick<Databases, 'scan' | 'write'>,
  before: number,
  at: number,
): Promise<void> {
  const aged = { table: 'follow_tallies', key, startsAt: 'day_starts_at' } as const;
  return sweep(databases, aged, before, async (keys) => {
    const { rows } = await sql<{ from_story_id: string; follows: number; gone: number }>`
      select from_story_id, cast(sum(follows) as bigint) as follows,
        cast(sum(case when day_starts_at < ${before} then follows else 0 end) as bigint) as gone
      from follow_tallies
      where (from_story_id, to_story_id) in (select ${textAt(0)}, ${textAt(1)} from ${jsonRows(keys)})
      group by from_story_id, to_story_id`.execute(databases.scan);
    const changed = rows.filter(
      ({ follows, gone }) => stepsOf(Number(follows)) !== stepsOf(Number(follows) - Number(gone)),
    );
    // Asked for before they are deleted, for when they have been: a process that ends in between asks once more.
    await letWait(
      databases.write,
      'near',
      [...new Set(changed.map((way) => way.from_story_id))],
      at + durableMs,
    );
  });
}

/** What was received, or is being deleted, is durable by then: a list that was read before does not pass for one made after. */
const durableMs = 10_000;

/** 0 for a sum that counts as none in Related, 1 for the least that counts, one more with each doubling. */
const stepsOf = (sum: number): number =>
  sum < scoringWeights.followedAtLeast ? 0 : 1 + Math.floor(Math.log2(sum / scoringWeights.followedAtLeast));
