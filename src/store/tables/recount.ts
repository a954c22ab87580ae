import { type Kysely, sql } from 'kysely';
import { talliedOnly } from '../../audience/intake/verdict.js';
import type { CountSums, HourSums, RecountStore } from '../../audience/ledger/recount.js';
import type { Schema } from '../schema.js';

/** Every aggregate is made a plain integer: PostgreSQL sums BIGINT to NUMERIC. */
const whole = (expression: string) => sql<number>`cast(coalesce(${sql.raw(expression)}, 0) as bigint)`;
const storiesAtOnce = 200;

export const recountStore = (scan: Kysely<Schema>): RecountStore => ({
  async *evidenceSums(since) {
    const stories = scan
      .selectFrom('events')
      .select('story_id')
      .distinct()
      .where('hour_starts_at', '>=', since);
    for (const ids of inGroups((await stories.execute()).map(({ story_id }) => story_id))) {
      const rows = await scan
        .selectFrom('events')
        .select(['story_id', 'hour_starts_at', 'class', 'reason', 'rules_version'])
        .select([
          whole("sum(case when kind = 'view' then 1 else 0 end)").as('views'),
          whole("sum(case when kind = 'leave' then 1 else 0 end)").as('leaves'),
          whole('sum(is_read)').as('reads'),
          whole("sum(case when kind = 'leave' then dwell_seconds else 0 end)").as('dwell_seconds'),
          whole("sum(case when kind = 'leave' then scroll_percent else 0 end)").as('scroll_percents'),
          whole("sum(case when kind = 'pixel' then 1 else 0 end)").as('without_script'),
        ])
        .where('story_id', 'in', ids)
        .where('hour_starts_at', '>=', since)
        .where('kind', 'in', ['view', 'leave', 'pixel'])
        .groupBy(['story_id', 'hour_starts_at', 'class', 'reason', 'rules_version'])
        .execute();
      yield rows.map(sumsIn);
    }
  },

  async *tallySums(since) {
    const stories = scan
      .selectFrom('tallies')
      .select('story_id')
      .distinct()
      .where('hour_starts_at', '>=', since);
    for (const ids of inGroups((await stories.execute()).map(({ story_id }) => story_id))) {
      const rows = await scan
        .selectFrom('tallies')
        .selectAll()
        .where('story_id', 'in', ids)
        .where('hour_starts_at', '>=', since)
        .where('reason', 'not in', talliedOnly)
        .execute();
      yield rows.map(sumsIn);
    }
  },

  countSums: async () => ({ kept: await keptCounts(scan), summed: await summedCounts(scan) }),
});

function* inGroups(ids: readonly string[]): Iterable<readonly string[]> {
  for (let start = 0; start < ids.length; start += storiesAtOnce)
    yield ids.slice(start, start + storiesAtOnce);
}

interface SumsRow {
  readonly story_id: string;
  readonly hour_starts_at: number;
  readonly class: string;
  readonly reason: string;
  readonly rules_version: number;
  readonly views: number;
  readonly leaves: number;
  readonly reads: number;
  readonly dwell_seconds: number;
  readonly scroll_percents: number;
  readonly without_script: number;
}

const sumsIn = (row: SumsRow): HourSums => ({
  storyId: row.story_id,
  hourStartsAt: row.hour_starts_at,
  class: row.class,
  reason: row.reason,
  rulesVersion: row.rules_version,
  views: row.views,
  leaves: row.leaves,
  reads: row.reads,
  dwellSeconds: row.dwell_seconds,
  scrollPercents: row.scroll_percents,
  withoutScript: row.without_script,
});

async function keptCounts(scan: Kysely<Schema>): Promise<readonly CountSums[]> {
  const rows = await scan.selectFrom('story_counts').selectAll().execute();
  return rows.map((row) => ({
    storyId: row.story_id,
    views: row.views,
    reads: row.reads,
    reactions: row.reactions,
    withoutScript: row.without_script,
  }));
}

async function summedCounts(scan: Kysely<Schema>): Promise<readonly CountSums[]> {
  const rows = await scan
    .selectFrom('tallies')
    .select('story_id')
    .select([whole('sum(views)').as('views'), whole('sum(reads)').as('reads')])
    .select([whole('sum(without_script)').as('without_script')])
    .where('class', '=', 'valid')
    .groupBy('story_id')
    .execute();
  const standing = await scan
    .selectFrom('reactions')
    .select(['story_id', whole('count(*)').as('reactions')])
    .groupBy('story_id')
    .execute();
  const reactions = new Map(standing.map((row) => [row.story_id, row.reactions]));
  return rows.map((row) => ({
    storyId: row.story_id,
    views: row.views,
    reads: row.reads,
    reactions: reactions.get(row.story_id) ?? 0,
    withoutScript: row.without_script,
  }));
}
