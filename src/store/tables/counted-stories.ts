import { type Kysely, sql } from 'kysely';
import type { DropReason } from '../../audience/intake/verdict.js';
import type {
  ClosedDay,
  CountedStories,
  CountedStory,
  EventClass,
  RestatedViews,
} from '../../audience/ledger/counted-story.js';
import type { DayLine, DayRecord } from '../../audience/ledger/day-record.js';
import { rulesVersion } from '../../audience/rules.js';
import { type Clock, dayMs } from '../../base/clock.js';
import type { Schema } from '../schema.js';
import { importedCountsOf } from './imported-counts.js';

const hoursShownDays = 7;
const closedDaysShown = 366;

export const countedStories = (scan: Kysely<Schema>, clock: Clock): CountedStories => ({
  // Of one moment: sums that are read one after the other while events come in would not add up, and stay on the page.
  countedStory: (storyId) =>
    scan
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((moment) => countedStory(moment, storyId, clock())),
});

async function countedStory(database: Kysely<Schema>, storyId: string, now: number): Promise<CountedStory> {
  const totals = await totalsOf(database, storyId);
  const counts = await database
    .selectFrom('story_counts')
    .select(['reads', 'reactions', 'without_script'])
    .where('story_id', '=', storyId)
    .executeTakeFirst();
  return {
    rulesVersion,
    hours: await hoursOf(database, storyId, now - hoursShownDays * dayMs),
    totals,
    dropped: await droppedOf(database, storyId),
    reads: counts?.reads ?? 0,
    reactions: counts?.reactions ?? 0,
    withoutScript: counts?.without_script ?? 0,
    closedDays: await closedDaysOf(database, storyId),
    restatements: await restatementsOf(database, storyId),
    importedCounts: await importedCountsOf(database, storyId),
  };
}

const total = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`;

async function totalsOf(database: Kysely<Schema>, storyId: string): Promise<CountedStory['totals']> {
  const rows = await database
    .selectFrom('tallies')
    .select(['class', total('views').as('views')])
    .where('story_id', '=', storyId)
    .groupBy('class')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.class as EventClass, row.views]));
}

async function droppedOf(database: Kysely<Schema>, storyId: string): Promise<CountedStory['dropped']> {
  const rows = await database
    .selectFrom('tallies')
    .select(['reason', total('views').as('views')])
    .where('story_id', '=', storyId)
    .where('class', '!=', 'valid')
    .groupBy('reason')
    .having(total('views'), '>', 0)
    .orderBy('views', 'desc')
    .orderBy('reason')
    .execute();
  return rows.map(({ reason, views }) => ({ reason: reason as DropReason, views }));
}

async function hoursOf(
  database: Kysely<Schema>,
  storyId: string,
  since: number,
): Promise<CountedStory['hours']> {
  const rows = await database
    .selectFrom('tallies')
    .select(['hour_starts_at', 'class', total('views').as('views')])
    .where('story_id', '=', storyId)
    .where('hour_starts_at', '>=', since)
    .groupBy(['hour_starts_at', 'class'])
    .orderBy('hour_starts_at')
    .execute();
  const hours = new Map<number, Partial<Record<EventClass, number>>>();
  for (const row of rows) {
    const views = hours.get(row.hour_starts_at) ?? {};
    hours.set(row.hour_starts_at, { ...views, [row.class]: row.views });
  }
  return [...hours].map(([hourStartsAt, views]) => ({ hourStartsAt, views }));
}

async function closedDaysOf(database: Kysely<Schema>, storyId: string): Promise<readonly ClosedDay[]> {
  const rows = await database
    .selectFrom('closed_lines')
    .innerJoin('closed_days', 'closed_days.day', 'closed_lines.day')
    .select(['closed_days.day', 'closed_days.record', 'closed_days.hash', 'closed_lines.line'])
    .where('closed_lines.story_id', '=', storyId)
    .orderBy('closed_days.ends_at', 'desc')
    .limit(closedDaysShown)
    .execute();
  return rows.map(({ day, record, hash, line }) => {
    const { views, readers, reads } = JSON.parse(line!) as DayLine;
    const { rulesVersions, closedAt } = JSON.parse(record) as DayRecord;
    return {
      day,
      views: views.valid ?? 0,
      readers,
      reads,
      rulesVersion: rulesVersions.at(-1) ?? 1,
      closedAt,
      hash,
    };
  });
}

const restatementsOf = (database: Kysely<Schema>, storyId: string): Promise<readonly RestatedViews[]> =>
  database
    .selectFrom('restated_counts')
    .innerJoin('restatements', 'restatements.id', 'restated_counts.restatement_id')
    .select(['made_at as madeAt', 'rules_version as rulesVersion', 'reason', 'starts_at as startsAt'])
    .select(['ends_at as endsAt', 'views_before as viewsBefore', 'views_after as viewsAfter'])
    .where('restated_counts.story_id', '=', storyId)
    .orderBy('made_at', 'desc')
    .execute();
