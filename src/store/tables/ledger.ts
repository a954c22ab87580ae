import { type Kysely, sql } from 'kysely';
import { talliedOnly } from '../../audience/intake/verdict.js';
import { hourBook } from '../../audience/ledger/hour-book.js';
import { emptySketch, mergeSketches, type Sketch } from '../../audience/ledger/hyperloglog.js';
import type { LedgerEvent, SettledEvent } from '../../audience/ledger/ledger-event.js';
import type { Booking, LedgerStore, LedgerTransaction } from '../../audience/ledger/ledger-store.js';
import { settleBatch } from '../../audience/ledger/settle-batch.js';
import type { BatchTallies } from '../../audience/ledger/tally-deltas.js';
import { rulesVersion } from '../../audience/rules.js';
import type { Zone } from '../../base/zone.js';
import type { Databases } from '../databases.js';
import type { StoreDialect } from '../dialect.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';
import { pruneEvidence, sweep } from './aged-rows.js';
import { addDwell, ascending, touchReaders, viewers } from './readers.js';
import { addSlates } from './slates.js';
import { standingStories } from './standing-stories.js';
import { addWays, askForGrown, sweepWays } from './ways.js';

/** `writer` names this run of this process: each keeps a sketch of its own, merged when it is read. */
export const ledgerStore = (databases: Databases, writer: string): LedgerStore => ({
  async settle(events, zone) {
    const { bookings, grown } = await databases.runWrite('settleEvents', { events, zone, writer });
    await askForGrown(databases.write, grown, Math.max(...events.map(({ receivedAt }) => receivedAt)));
    return bookings;
  },

  async prune({ fineTallies, ids, evidence }) {
    const { write } = databases;
    await write.deleteFrom('fine_tallies').where('starts_at', '<', fineTallies).execute();
    await write.deleteFrom('event_ids').where('received_at', '<', ids).execute();
    await write.deleteFrom('slate_tallies').where('starts_at', '<', evidence).execute();
    await pruneEvidence(write, evidence);
  },

  async sweep({ evidence, follows }, at) {
    await sweep(databases, { table: 'events', key: ['seq'], startsAt: 'hour_starts_at' }, evidence);
    await sweepWays(databases, follows, at);
  },
});

/** The procedure: settles a batch in the transaction that `database` is in. */
export async function settleEvents(
  database: Kysely<Schema>,
  { events, zone, writer }: SettleInput,
  dialect: Pick<StoreDialect, 'lockErasures'>,
): Promise<Settled> {
  await dialect.lockErasures(database, 'shared');
  const grown = new Set<string>();
  const settled = await settleBatch(inLedger(database, writer, grown), events, bookOf(zone));
  return {
    bookings: settled.map(({ event: _, isFollow: __, ...booking }) => booking),
    grown: [...grown],
  };
}

interface Settled {
  readonly bookings: readonly Booking[];
  /** Stories whose Related lists are to be made again for what readers went on to. */
  readonly grown: readonly string[];
}

interface SettleInput {
  readonly events: readonly LedgerEvent[];
  readonly zone: Zone;
  readonly writer: string;
}

/** Kept, since a book remembers its quarters of an hour; a paper has one zone and seldom another. */
const books = new Map<Zone, ReturnType<typeof hourBook>>();

function bookOf(zone: Zone): ReturnType<typeof hourBook> {
  const book = books.get(zone) ?? hourBook(zone);
  books.set(zone, book);
  return book;
}

const inLedger = (database: Kysely<Schema>, writer: string, grown: Set<string>): LedgerTransaction => ({
  openFrom: () => openFrom(database),
  standing: (storyIds) => standingStories(database, storyIds),
  claimIds: (ids, receivedAt) => claimIds(database, ids, receivedAt),
  touchReaders: (touches, repeatWindowMs) => touchReaders(database, touches, repeatWindowMs),
  addDwell: (seconds) => addDwell(database, seconds),
  viewers: (readerKeys) => viewers(database, readerKeys),
  async write(events, tallies) {
    await appendEvidence(database, events);
    await addTallies(database, tallies);
    if (tallies.follows.length > 0)
      for (const storyId of await addWays(database, tallies.follows)) grown.add(storyId);
  },
  mergeSketch: (day, sketch) => mergeSketch(database, writer, day, sketch),
});

async function openFrom(database: Kysely<Schema>): Promise<number> {
  const { ends_at } = await database
    .selectFrom('closed_days')
    .select(({ fn }) => fn.max('ends_at').as('ends_at'))
    .executeTakeFirstOrThrow();
  return Number(ends_at ?? 0);
}

async function claimIds(
  database: Kysely<Schema>,
  ids: readonly string[],
  receivedAt: number,
): Promise<ReadonlySet<string>> {
  const rows = [...ids].sort(ascending).map((id) => [id]);
  const { rows: claimed } = await sql<{ id: string }>`
    insert into event_ids (id, received_at)
    select ${textAt(0)}, cast(${receivedAt} as bigint) from ${jsonRows(rows)} where true
    on conflict (id) do nothing
    returning id`.execute(database);
  return new Set(claimed.map(({ id }) => id));
}

const withoutEvidence: ReadonlySet<string> = new Set(talliedOnly);

async function appendEvidence(database: Kysely<Schema>, events: readonly SettledEvent[]): Promise<void> {
  const rows = events.filter(({ reason }) => !withoutEvidence.has(reason)).map(evidenceRow);
  if (rows.length === 0) return;
  await sql`
    insert into events (occurred_at, hour_starts_at, read_seconds, dwell_seconds, scroll_percent, is_read, position,
      rules_version, story_id, kind, class, reason, reader_key, browser, network, list)
    select ${numberAt(0)}, ${numberAt(1)}, ${numberAt(2)}, ${numberAt(3)}, ${numberAt(4)}, ${numberAt(5)},
      ${numberAt(6)}, ${sql.lit(rulesVersion)}, ${textAt(7)}, ${textAt(8)}, ${textAt(9)}, ${textAt(10)},
      ${textAt(11)}, ${textAt(12)}, ${textAt(13)}, ${textAt(14)}
    from ${jsonRows(rows)}`.execute(database);
}

function evidenceRow(settled: SettledEvent): readonly (string | number)[] {
  const { event, bookedAt, hourStartsAt, reason, isRead } = settled;
  const isList = event.kind === 'impression' || event.kind === 'click';
  return [
    bookedAt - (bookedAt % 1000),
    hourStartsAt,
    event.readSeconds,
    event.dwellSeconds ?? 0,
    event.scrollPercent ?? 0,
    isRead ? 1 : 0,
    event.position ?? -1,
    event.storyId,
    event.kind,
    settled.class,
    reason,
    // What is learned from lists needs no reader, so none is kept with them; nor the Edition, which would tell the story that
    // was followed, and on a quiet paper who read it next.
    isList ? '' : event.readerKey,
    event.browser,
    event.network,
    event.list ?? '',
  ];
}

async function addTallies(database: Kysely<Schema>, tallies: BatchTallies): Promise<void> {
  if (tallies.hours.length > 0) {
    await addHours(database, tallies);
    await addStoryCounts(database, tallies);
  }
  if (tallies.fine.length > 0)
    await sql`
      insert into fine_tallies (starts_at, story_id, valid_views)
      select ${numberAt(0)}, ${textAt(1)}, ${numberAt(2)}
      from ${jsonRows(tallies.fine.map((tally) => [tally.startsAt, tally.storyId, tally.validViews]))} where true
      on conflict (starts_at, story_id) do update set
        valid_views = fine_tallies.valid_views + excluded.valid_views`.execute(database);
  if (tallies.lists.length > 0) await addLists(database, tallies);
  if (tallies.slates.length > 0) await addSlates(database, tallies.slates);
}

async function addHours(database: Kysely<Schema>, { hours }: BatchTallies): Promise<void> {
  const rows = hours.map((tally) => [
    tally.storyId,
    tally.hourStartsAt,
    tally.class,
    tally.reason,
    tally.rulesVersion,
    tally.views,
    tally.leaves,
    tally.reads,
    tally.dwellSeconds,
    tally.scrollPercents,
    tally.withoutScript,
  ]);
  await sql`
    insert into tallies (story_id, hour_starts_at, class, reason, rules_version, views, leaves, reads, dwell_seconds,
      scroll_percents, without_script, reactions_given, reactions_taken)
    select ${textAt(0)}, ${numberAt(1)}, ${textAt(2)}, ${textAt(3)}, ${numberAt(4)}, ${numberAt(5)}, ${numberAt(6)},
      ${numberAt(7)}, ${numberAt(8)}, ${numberAt(9)}, ${numberAt(10)}, 0, 0
    from ${jsonRows(rows)} where true
    on conflict (story_id, hour_starts_at, class, reason, rules_version) do update set
      views = tallies.views + excluded.views,
      leaves = tallies.leaves + excluded.leaves,
      reads = tallies.reads + excluded.reads,
      dwell_seconds = tallies.dwell_seconds + excluded.dwell_seconds,
      scroll_percents = tallies.scroll_percents + excluded.scroll_percents,
      without_script = tallies.without_script + excluded.without_script`.execute(database);
}

async function addStoryCounts(database: Kysely<Schema>, { hours, changedAt }: BatchTallies): Promise<void> {
  const valid = hours.filter((tally) => tally.class === 'valid');
  const stories = [...new Set(valid.map(({ storyId }) => storyId))];
  if (stories.length === 0) return;
  const rows = stories.map((storyId) => {
    const ofStory = valid.filter((tally) => tally.storyId === storyId);
    const sum = (name: 'views' | 'reads' | 'withoutScript') =>
      ofStory.reduce((total, tally) => total + tally[name], 0);
    return [storyId, sum('views'), sum('reads'), sum('withoutScript')];
  });
  await sql`
    insert into story_counts (story_id, views, reads, reactions, without_script, changed_at)
    select ${textAt(0)}, ${numberAt(1)}, ${numberAt(2)}, 0, ${numberAt(3)}, cast(${changedAt} as bigint)
    from ${jsonRows(rows)} where true
    on conflict (story_id) do update set
      views = story_counts.views + excluded.views,
      reads = story_counts.reads + excluded.reads,
      without_script = story_counts.without_script + excluded.without_script,
      changed_at = excluded.changed_at`.execute(database);
}

async function addLists(database: Kysely<Schema>, { lists }: BatchTallies): Promise<void> {
  const rows = lists.map((tally) => [
    tally.hourStartsAt,
    tally.storyId,
    tally.list,
    tally.position,
    tally.impressions,
    tally.clicks,
  ]);
  await sql`
    insert into list_tallies (hour_starts_at, story_id, list, position, impressions, clicks)
    select ${numberAt(0)}, ${textAt(1)}, ${textAt(2)}, ${numberAt(3)}, ${numberAt(4)}, ${numberAt(5)}
    from ${jsonRows(rows)} where true
    on conflict (hour_starts_at, story_id, list, position) do update set
      impressions = list_tallies.impressions + excluded.impressions,
      clicks = list_tallies.clicks + excluded.clicks`.execute(database);
}

async function mergeSketch(
  database: Kysely<Schema>,
  writer: string,
  day: string,
  sketch: Sketch,
): Promise<void> {
  const before = await storedSketch(database, writer, day);
  const merged = mergeSketches(before, sketch);
  if (merged.every((rank, register) => rank === before[register])) return;
  const registers = Buffer.from(merged).toString('base64');
  await database
    .insertInto('site_sketches')
    .values({ day, writer, registers })
    .onConflict((conflict) => conflict.columns(['day', 'writer']).doUpdateSet({ registers }))
    .execute();
}

async function storedSketch(database: Kysely<Schema>, writer: string, day: string): Promise<Sketch> {
  const row = await database
    .selectFrom('site_sketches')
    .select('registers')
    .where('day', '=', day)
    .where('writer', '=', writer)
    .executeTakeFirst();
  return row ? new Uint8Array(Buffer.from(row.registers, 'base64')) : emptySketch();
}
