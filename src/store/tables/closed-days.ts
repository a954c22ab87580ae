import { type Kysely, sql, type Transaction } from 'kysely';
import type { ClosedDays, DayContent } from '../../audience/ledger/closed-days.js';
import type { EventClass } from '../../audience/ledger/counted-story.js';
import type { ClosedRecord, DayLine, KeptLine, SealedLine } from '../../audience/ledger/day-record.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import { jsonRows, numberAt, textAt } from '../json-rows.js';
import type { Schema } from '../schema.js';
import { daySketch } from './audience-numbers.js';
import { standingStories } from './standing-stories.js';

export const closedDays = (handles: Pick<Databases, 'write' | 'scan' | 'dialect'>): ClosedDays => ({
  async findLast() {
    const row = await handles.scan
      .selectFrom('closed_days')
      .selectAll()
      .orderBy('ends_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && recordIn(row);
  },

  async firstBookedHour() {
    const row = await handles.scan
      .selectFrom('tallies')
      .select('hour_starts_at')
      .orderBy('hour_starts_at')
      .limit(1)
      .executeTakeFirst();
    return row?.hour_starts_at;
  },

  contentOf: (day, startsAt, endsAt) => contentOf(handles.scan, day, startsAt, endsAt),

  close: (record, lines, closedAt) =>
    handles.write.transaction().execute(async (transaction) => {
      await handles.dialect.lockErasures(transaction, 'shared');
      if (!(await insertRecord(transaction, record))) return false;
      await insertLines(transaction, record.day, await withoutErased(transaction, lines));
      await forgetReaders(transaction, record.day);
      await writeChange(transaction, handles, closedAt, ['ledger']);
      return true;
    }),

  async *all() {
    const records = await handles.scan.selectFrom('closed_days').select('day').orderBy('ends_at').execute();
    for (const { day } of records) {
      const row = await handles.scan
        .selectFrom('closed_days')
        .selectAll()
        .where('day', '=', day)
        .executeTakeFirstOrThrow();
      yield { record: recordIn(row), lines: await linesOf(handles.scan, day) };
    }
  },
});

interface RecordRow {
  readonly day: string;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly record: string;
  readonly hash: string;
  readonly signature: string;
}

const recordIn = ({ starts_at, ends_at, ...row }: RecordRow): ClosedRecord => ({
  ...row,
  startsAt: starts_at,
  endsAt: ends_at,
});

async function insertRecord(transaction: Transaction<Schema>, record: ClosedRecord): Promise<boolean> {
  const { startsAt, endsAt, ...rest } = record;
  const inserted = await transaction
    .insertInto('closed_days')
    .values({ ...rest, starts_at: startsAt, ends_at: endsAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function insertLines(
  transaction: Transaction<Schema>,
  day: string,
  lines: readonly KeptLine[],
): Promise<void> {
  const rows = lines.map(({ digest, storyId, salt, line }, position) => [
    position,
    digest,
    storyId,
    salt,
    line,
  ]);
  await sql`
    insert into closed_lines (day, position, digest, story_id, salt, line)
    select cast(${day} as text), ${numberAt(0)}, ${textAt(1)}, ${textAt(2)}, ${textAt(3)}, ${textAt(4)}
    from ${jsonRows(rows)}`.execute(transaction);
}

/** A story that was erased while its day was closed has the line of an erased one: a digest. */
async function withoutErased(
  transaction: Transaction<Schema>,
  lines: readonly SealedLine[],
): Promise<readonly KeptLine[]> {
  const standing = await standingStories(
    transaction,
    lines.map(({ storyId }) => storyId),
  );
  return lines.map((line) =>
    line.storyId === '' || standing.has(line.storyId)
      ? line
      : { digest: line.digest, storyId: null, salt: null, line: null },
  );
}

/** What could still tell one reader from another goes with the day; a late row of an earlier day goes too. */
async function forgetReaders(transaction: Transaction<Schema>, day: string): Promise<void> {
  await transaction.deleteFrom('readers').where('day', '<=', day).execute();
  await transaction.deleteFrom('site_sketches').where('day', '<=', day).execute();
  await transaction
    .updateTable('reactions')
    .set({ reader_key: null })
    .where('day', '<=', day)
    .where('reader_key', 'is not', null)
    .execute();
}

async function linesOf(database: Kysely<Schema>, day: string): Promise<readonly KeptLine[]> {
  const rows = await database
    .selectFrom('closed_lines')
    .select(['digest', 'story_id as storyId', 'salt', 'line'])
    .where('day', '=', day)
    .orderBy('position')
    .execute();
  return rows as readonly KeptLine[];
}

const total = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`;

async function contentOf(
  database: Kysely<Schema>,
  day: string,
  startsAt: number,
  endsAt: number,
): Promise<DayContent> {
  const tallied = await database
    .selectFrom('tallies')
    .select(['story_id', 'class', total('views').as('views'), total('leaves').as('leaves')])
    .select([total('reads').as('reads'), total('dwell_seconds').as('dwell_seconds')])
    .select([total('without_script').as('without_script'), total('reactions_given').as('reactions_given')])
    .select(total('reactions_taken').as('reactions_taken'))
    .where('hour_starts_at', '>=', startsAt)
    .where('hour_starts_at', '<', endsAt)
    .groupBy(['story_id', 'class'])
    .execute();
  const versions = await database
    .selectFrom('tallies')
    .select('rules_version')
    .distinct()
    .where('hour_starts_at', '>=', startsAt)
    .where('hour_starts_at', '<', endsAt)
    .orderBy('rules_version')
    .execute();
  const readers = await readersOf(database, day);
  return {
    lines: linesFrom(tallied, readers),
    rulesVersions: versions.map(({ rules_version }) => rules_version),
    sketch: await daySketch(database, day),
  };
}

async function readersOf(database: Kysely<Schema>, day: string): Promise<ReadonlyMap<string, number>> {
  const rows = await database
    .selectFrom('readers')
    .select(['story_id', sql<number>`cast(count(*) as bigint)`.as('readers')])
    .where('day', '=', day)
    .where('kind', '=', 'view')
    .groupBy('story_id')
    .execute();
  return new Map(rows.map((row) => [row.story_id, row.readers]));
}

interface TalliedRow {
  readonly story_id: string;
  readonly class: string;
  readonly views: number;
  readonly leaves: number;
  readonly reads: number;
  readonly dwell_seconds: number;
  readonly without_script: number;
  readonly reactions_given: number;
  readonly reactions_taken: number;
}

function linesFrom(rows: readonly TalliedRow[], readers: ReadonlyMap<string, number>): readonly DayLine[] {
  const storyIds = [...new Set(rows.map((row) => row.story_id))].sort();
  const byStory = new Map<string, TalliedRow[]>(storyIds.map((storyId) => [storyId, []]));
  for (const row of rows) byStory.get(row.story_id)!.push(row);
  return storyIds.map((storyId) => lineOf(storyId, byStory.get(storyId)!, readers.get(storyId) ?? 0));
}

function lineOf(storyId: string, rows: readonly TalliedRow[], readers: number): DayLine {
  const valid = rows.find((row) => row.class === 'valid');
  return {
    storyId,
    views: Object.fromEntries(rows.map((row) => [row.class as EventClass, row.views])),
    reads: valid?.reads ?? 0,
    leaves: valid?.leaves ?? 0,
    dwellSeconds: valid?.dwell_seconds ?? 0,
    readers,
    reactionsGiven: valid?.reactions_given ?? 0,
    reactionsTaken: valid?.reactions_taken ?? 0,
    withoutScript: valid?.without_script ?? 0,
  };
}
