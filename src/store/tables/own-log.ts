import { hourMs } from '../../base/clock.js';
import type { OwnListLog } from '../../discovery/evaluation/own-slates.js';
import type { OwnViewLog } from '../../discovery/evaluation/own-views.js';
import type { View } from '../../discovery/evaluation/views.js';
import type { Databases } from '../databases.js';
import { slateLog } from './slates.js';

/** What of the ledger is held at a time. */
const pieceMs = 6 * hourMs;
const idsAtOnce = 500;

/** For `broadsheet eval --own`: what lists showed, and when those stories were published. */
export const ownListLog = ({ scan }: Pick<Databases, 'scan'>): OwnListLog => ({
  tallies: () => slateLog({ scan }).all(),
  async publishedAt(storyIds) {
    const found = new Map<string, number>();
    for (let from = 0; from < storyIds.length; from += idsAtOnce) {
      const rows = await scan
        .selectFrom('stories')
        .leftJoin('analyses', 'analyses.story_id', 'stories.id')
        .leftJoin('stories as heads', 'heads.id', 'cluster_head')
        .select(['stories.id', 'stories.first_published_at', 'heads.first_published_at as head_published_at'])
        .where('stories.id', 'in', storyIds.slice(from, from + idsAtOnce))
        .where('stories.first_published_at', 'is not', null)
        .execute();
      for (const { id, first_published_at, head_published_at } of rows)
        found.set(id, Math.min(first_published_at!, head_published_at ?? first_published_at!));
    }
    return found;
  },
});

/** Valid views by five minutes as far as they are kept from the start of an hour on, and by the hour before that. */
export const ownViewLog = (databases: Pick<Databases, 'scan'>): OwnViewLog =>
  async function* (since, until) {
    const fineFrom = Math.max(since, await firstWholeHour(databases, until));
    for (let from = since; from < until; from += pieceMs) {
      const end = Math.min(until, from + pieceMs);
      yield* await hourViews(databases, from, Math.min(end, fineFrom));
      yield* await fineViews(databases, Math.max(from, fineFrom), end);
    }
  };

/** Where an hour of the paper begins that five-minute tallies cover whole; `until` where none does. */
async function firstWholeHour({ scan }: Pick<Databases, 'scan'>, until: number): Promise<number> {
  const fine = await scan
    .selectFrom('fine_tallies')
    .select(({ fn }) => fn.min('starts_at').as('first'))
    .executeTakeFirst();
  if (fine?.first === null || fine?.first === undefined) return until;
  const hour = await scan
    .selectFrom('tallies')
    .select(({ fn }) => fn.min('hour_starts_at').as('first'))
    .where('hour_starts_at', '>=', Number(fine.first))
    .executeTakeFirst();
  return hour?.first === null || hour?.first === undefined ? until : Number(hour.first);
}

async function hourViews({ scan }: Pick<Databases, 'scan'>, from: number, until: number): Promise<View[]> {
  if (from >= until) return [];
  const rows = await scan
    .selectFrom('tallies')
    .innerJoin('stories', 'stories.id', 'tallies.story_id')
    .select(['story_id', 'hour_starts_at', 'views', 'first_published_at'])
    .where('class', '=', 'valid')
    .where('views', '>', 0)
    .where('hour_starts_at', '>=', from)
    .where('hour_starts_at', '<', until)
    .orderBy('hour_starts_at')
    .orderBy('story_id')
    .execute();
  return rows.map((row) => viewIn(row.story_id, row.hour_starts_at, row.views, row.first_published_at));
}

async function fineViews({ scan }: Pick<Databases, 'scan'>, from: number, until: number): Promise<View[]> {
  if (from >= until) return [];
  const rows = await scan
    .selectFrom('fine_tallies')
    .innerJoin('stories', 'stories.id', 'fine_tallies.story_id')
    .select(['story_id', 'starts_at', 'valid_views', 'first_published_at'])
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until)
    .orderBy('starts_at')
    .orderBy('story_id')
    .execute();
  return rows.map((row) => viewIn(row.story_id, row.starts_at, row.valid_views, row.first_published_at));
}

const viewIn = (storyId: string, at: number, times: number, publishedAt: number | null): View => ({
  storyId,
  at,
  times,
  publishedAt: publishedAt ?? undefined,
});
