import { type Kysely, sql } from 'kysely';
import type { DropReason } from '../../audience/intake/verdict.js';
import type { SiteNumbers, SiteNumbersStore } from '../../audience/ledger/site-numbers.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

const storiesTold = 10;

const total = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`;

/** One after the other: a report must not take all readers' threads from the searches. */
export const siteNumbersStore = ({ scan }: Pick<Databases, 'scan'>): SiteNumbersStore => ({
  async report({ slots, today, dayAgo, weekAgo }): Promise<SiteNumbers> {
    return {
      slots: await slotsSince(scan, slots),
      hours: await hoursSince(scan, dayAgo),
      today: await sumsSince(scan, today),
      sections: await sectionsSince(scan, today),
      stories: await storiesSince(scan, today),
      lists: await listsSince(scan, today),
      dropped: await droppedSince(scan, today),
      variety: await varietySince(scan, dayAgo, weekAgo),
    };
  },
});

type Scan = Kysely<Schema>;

const slotsSince = (scan: Scan, since: number): Promise<SiteNumbers['slots']> =>
  scan
    .selectFrom('fine_tallies')
    .select(['starts_at as startsAt', total('valid_views').as('views')])
    .where('starts_at', '>=', since)
    .groupBy('starts_at')
    .orderBy('starts_at')
    .execute();

const validSince = (scan: Scan, since: number) =>
  scan
    .selectFrom('tallies')
    .where('tallies.hour_starts_at', '>=', since)
    .where('tallies.class', '=', 'valid');

const hoursSince = (scan: Scan, since: number): Promise<SiteNumbers['hours']> =>
  validSince(scan, since)
    .select(['hour_starts_at as startsAt', total('views').as('views')])
    .groupBy('hour_starts_at')
    .orderBy('hour_starts_at')
    .execute();

async function sumsSince(scan: Scan, since: number): Promise<SiteNumbers['today']> {
  const { given, taken, ...sums } = await validSince(scan, since)
    .select([total('views').as('views'), total('reads').as('reads')])
    .select([total('reactions_given').as('given'), total('reactions_taken').as('taken')])
    .select(total('without_script').as('withoutScript'))
    .executeTakeFirstOrThrow();
  return { ...sums, reactions: given - taken };
}

const sectionsSince = (scan: Scan, since: number): Promise<SiteNumbers['sections']> =>
  validSince(scan, since)
    .innerJoin('stories', 'stories.id', 'tallies.story_id')
    .select(['stories.section_id as sectionId', total('tallies.views').as('views')])
    .groupBy('stories.section_id')
    .having(total('tallies.views'), '>', 0)
    .orderBy('views', 'desc')
    .execute();

const storiesSince = (scan: Scan, since: number): Promise<SiteNumbers['stories']> =>
  validSince(scan, since)
    .select(['story_id as storyId', total('views').as('views')])
    .groupBy('story_id')
    .having(total('views'), '>', 0)
    .orderBy('views', 'desc')
    .orderBy('story_id')
    .limit(storiesTold)
    .execute();

const listsSince = (scan: Scan, since: number): Promise<SiteNumbers['lists']> =>
  scan
    .selectFrom('list_tallies')
    .select(['list', total('impressions').as('impressions'), total('clicks').as('clicks')])
    .where('hour_starts_at', '>=', since)
    .groupBy('list')
    .orderBy('list')
    .execute();

async function droppedSince(scan: Scan, since: number): Promise<SiteNumbers['dropped']> {
  const rows = await scan
    .selectFrom('tallies')
    .select(['reason', total('views').as('views')])
    .where('hour_starts_at', '>=', since)
    .where('class', '!=', 'valid')
    .groupBy('reason')
    .having(total('views'), '>', 0)
    .orderBy('views', 'desc')
    .orderBy('reason')
    .execute();
  return rows.map(({ reason, views }) => ({ reason: reason as DropReason, views }));
}

async function varietySince(scan: Scan, dayAgo: number, weekAgo: number): Promise<SiteNumbers['variety']> {
  const shownIds = scan
    .selectFrom('slate_tallies')
    .select('story_id')
    .distinct()
    .where('starts_at', '>=', dayAgo)
    .where('impressions', '>', 0);
  const { shown } = await scan
    .selectFrom(shownIds.as('shown'))
    .select(({ fn }) => fn.countAll<number>().as('shown'))
    .executeTakeFirstOrThrow();
  const { fresh, freshShown } = await scan
    .selectFrom('listings')
    .leftJoin(shownIds.as('shown'), 'shown.story_id', 'listings.story_id')
    .select(({ fn }) => [
      fn.countAll<number>().as('fresh'),
      fn.count<number>('shown.story_id').as('freshShown'),
    ])
    .where('scope', '=', 'site')
    .where('listed_at', '>=', weekAgo)
    .executeTakeFirstOrThrow();
  return { shown: Number(shown), fresh: Number(fresh), freshNeverShown: Number(fresh) - Number(freshShown) };
}
