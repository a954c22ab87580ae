import { type Kysely, sql } from 'kysely';
import type { AudienceNumbers, StoryCounts } from '../../audience/ledger/audience-numbers.js';
import type { EventClass } from '../../audience/ledger/counted-story.js';
import { emptySketch, estimateOf, mergeSketches, type Sketch } from '../../audience/ledger/hyperloglog.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

const total = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`;

export const audienceNumbers = ({ read, scan }: Pick<Databases, 'read' | 'scan'>): AudienceNumbers => ({
  async fiveMinuteTallies(since) {
    const rows = await scan.selectFrom('fine_tallies').selectAll().where('starts_at', '>=', since).execute();
    return rows.map((row) => ({
      storyId: row.story_id,
      startsAt: row.starts_at,
      validViews: row.valid_views,
    }));
  },

  async hourlyTallies(since) {
    const rows = await scan
      .selectFrom('tallies')
      .select(['story_id', 'hour_starts_at', total('views').as('views')])
      .where('hour_starts_at', '>=', since)
      .where('class', '=', 'valid')
      .groupBy(['story_id', 'hour_starts_at'])
      .execute();
    return rows.map((row) => ({
      storyId: row.story_id,
      startsAt: row.hour_starts_at,
      validViews: row.views,
    }));
  },

  async countsChangedSince(since) {
    const rows = await scan.selectFrom('story_counts').selectAll().where('changed_at', '>=', since).execute();
    return rows.map(countsIn);
  },

  async countsOf(storyId) {
    const row = await read
      .selectFrom('story_counts')
      .selectAll()
      .where('story_id', '=', storyId)
      .executeTakeFirst();
    return row ? countsIn(row) : { storyId, views: 0, reads: 0, reactions: 0, withoutScript: 0 };
  },

  async listCounts(since) {
    return scan
      .selectFrom('list_tallies')
      .select(['list', 'position', total('impressions').as('impressions'), total('clicks').as('clicks')])
      .where('hour_starts_at', '>=', since)
      .groupBy(['list', 'position'])
      .orderBy('list')
      .orderBy('position')
      .execute();
  },

  async siteHours(since) {
    const rows = await scan
      .selectFrom('tallies')
      .select(['hour_starts_at', 'class', total('views').as('views')])
      .where('hour_starts_at', '>=', since)
      .groupBy(['hour_starts_at', 'class'])
      .orderBy('hour_starts_at')
      .execute();
    return rows.map((row) => ({
      hourStartsAt: row.hour_starts_at,
      class: row.class as EventClass,
      views: row.views,
    }));
  },

  siteReaders: async (day) => estimateOf(await daySketch(scan, day)),
});

interface CountsRow {
  readonly story_id: string;
  readonly views: number;
  readonly reads: number;
  readonly reactions: number;
  readonly without_script: number;
}

const countsIn = (row: CountsRow): StoryCounts => ({
  storyId: row.story_id,
  views: row.views,
  reads: row.reads,
  reactions: row.reactions,
  withoutScript: row.without_script,
});

/** The sketch of a day over all processes that counted. */
export async function daySketch(database: Kysely<Schema>, day: string): Promise<Sketch> {
  const rows = await database
    .selectFrom('site_sketches')
    .select('registers')
    .where('day', '=', day)
    .execute();
  return rows.reduce(
    (merged, { registers }) => mergeSketches(merged, Buffer.from(registers, 'base64')),
    emptySketch(),
  );
}
