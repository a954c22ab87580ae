import { type Kysely, sql } from 'kysely';
import type { ListName } from '../../audience/intake/event-schema.js';
import type { ShownTally, SlateLog } from '../../audience/ledger/slate-log.js';
import type { Databases } from '../databases.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';

/** Adds a batch's places; rows come in ascending order of their key. */
export async function addSlates(database: Kysely<Schema>, slates: readonly ShownTally[]): Promise<void> {
  const rows = slates.map((tally) => [
    tally.startsAt,
    tally.pageId,
    tally.edition,
    tally.list,
    tally.position,
    tally.storyId,
    tally.propensity,
    tally.impressions,
    tally.clicks,
  ]);
  await sql`
    insert into slate_tallies (starts_at, page_id, edition, list, position, story_id, propensity, impressions, clicks)
    select ${numberAt(0)}, ${textAt(1)}, ${numberAt(2)}, ${textAt(3)}, ${numberAt(4)}, ${textAt(5)},
      cast(value ->> 6 as double precision), ${numberAt(7)}, ${numberAt(8)}
    from ${jsonRows(rows)} where true
    on conflict (starts_at, page_id, edition, list, position, story_id, propensity) do update set
      impressions = slate_tallies.impressions + excluded.impressions,
      clicks = slate_tallies.clicks + excluded.clicks`.execute(database);
}

const rowsAtOnce = 5000;

export const slateLog = ({ scan }: Pick<Databases, 'scan'>): SlateLog => ({
  async places(since, until) {
    const rows = await scan
      .selectFrom('slate_tallies')
      .select(['starts_at', 'page_id', 'list', 'position', 'story_id'])
      .select(sql<number>`cast(sum(impressions) as bigint)`.as('impressions'))
      .select(sql<number>`cast(sum(clicks) as bigint)`.as('clicks'))
      .where('starts_at', '>=', since)
      .where('starts_at', '<', until)
      .groupBy(['starts_at', 'page_id', 'list', 'position', 'story_id'])
      .orderBy('starts_at')
      .orderBy('page_id')
      .orderBy('list')
      .orderBy('position')
      .orderBy('story_id')
      .execute();
    return rows.map((row) => ({
      startsAt: row.starts_at,
      pageId: row.page_id,
      list: row.list as ListName,
      position: row.position,
      storyId: row.story_id,
      impressions: Number(row.impressions),
      clicks: Number(row.clicks),
    }));
  },

  async *all() {
    let after = -1;
    for (;;) {
      const slots = await nextSlots(scan, after);
      const last = slots.at(-1);
      if (last === undefined) return;
      yield* slots.map(shownIn);
      after = last.starts_at;
    }
  },
});

/** Whole slots after this one: at least one, more as long as they are few rows. */
async function nextSlots(scan: Kysely<Schema>, after: number) {
  const end = await scan
    .selectFrom('slate_tallies')
    .select('starts_at')
    .where('starts_at', '>', after)
    .orderBy('starts_at')
    .limit(rowsAtOnce)
    .execute();
  const [first, last] = [end[0]?.starts_at, end.at(-1)?.starts_at];
  if (first === undefined || last === undefined) return [];
  // The last of a full piece may be cut in the middle: it is left for the next, unless it is the only one.
  const until = end.length < rowsAtOnce || first === last ? last : last - 1;
  return scan
    .selectFrom('slate_tallies')
    .selectAll()
    .where('starts_at', '>', after)
    .where('starts_at', '<=', until)
    .orderBy('starts_at')
    .orderBy('page_id')
    .orderBy('edition')
    .orderBy('list')
    .orderBy('position')
    .execute();
}

const shownIn = (row: Schema['slate_tallies']): ShownTally => ({
  startsAt: row.starts_at,
  pageId: row.page_id,
  edition: row.edition,
  list: row.list as ListName,
  position: row.position,
  storyId: row.story_id,
  propensity: row.propensity,
  impressions: row.impressions,
  clicks: row.clicks,
});
