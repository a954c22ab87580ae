import { type Kysely, sql } from 'kysely';
import type { DropReason } from '../../audience/intake/verdict.js';
import type { ReportSpan, SiteNumbers, SiteNumbersStore } from '../../audience/ledger/site-numbers.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

const storiesTold = 10;

const total = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`;

/** One after the other: a report must not take all readers' threads from the searches. */
export const siteNumbersStore = ({ scan }: Pick<Databases, 'scan'>): SiteNumbersStore => ({
  async report(span): Promise<SiteNumbers> {
    return {
      slots: await slotsSince(scan, span.slots),
      ...fromSums(await sumsOf(scan, span)),
      lists: await listsSince(scan, span.today),
      variety: await varietySince(scan, span.dayAgo, span.weekAgo),
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

/** A line of the report; what it is of is a number as text for an hour, the reason for what was dropped, an id for the others. */
interface SumOf {
  readonly part: 'hour' | 'today' | 'dropped' | 'section' | 'story';
  readonly of: string | null;
  readonly views: number;
  readonly reads: number;
  readonly reactions: number;
  readonly without_script: number;
}

/**
 * All that is added up from the tallies of these hours, which are read once: a busy paper has some hundred thousand of them.
 * Being one statement, it also tells one moment in all its parts.
 */
async function sumsOf(scan: Scan, { today, dayAgo }: ReportSpan): Promise<readonly SumOf[]> {
  const { rows } = await sql<SumOf>`
    with counted as materialized (
      select story_id, hour_starts_at, class, reason, views, reads, reactions_given - reactions_taken as reactions, without_script
      from tallies where hour_starts_at >= ${Math.min(today, dayAgo)}),
    by_story as materialized (
      select story_id, ${total('views')} as views
      from counted where class = 'valid' and hour_starts_at >= ${today} group by story_id)
    select 'hour' as part, cast(hour_starts_at as text) as "of", ${total('views')} as views, 0 as reads, 0 as reactions, 0 as without_script
      from counted where class = 'valid' and hour_starts_at >= ${dayAgo} group by hour_starts_at
    union all select 'today', null, ${total('views')}, ${total('reads')}, ${total('reactions')}, ${total('without_script')}
      from counted where class = 'valid' and hour_starts_at >= ${today}
    union all select 'dropped', reason, ${total('views')}, 0, 0, 0
      from counted where class <> 'valid' and hour_starts_at >= ${today} group by reason
    union all select 'section', section_id, ${total('by_story.views')}, 0, 0, 0
      from by_story inner join stories on stories.id = by_story.story_id group by section_id
    union all select * from (
      select 'story', story_id, views, 0, 0, 0 from by_story order by views desc, story_id limit ${storiesTold}) as most`.execute(
    scan,
  );
  return rows;
}

function fromSums(
  sums: readonly SumOf[],
): Pick<SiteNumbers, 'hours' | 'today' | 'sections' | 'stories' | 'dropped'> {
  const today = sums.find(({ part }) => part === 'today')!;
  const mostFirst = (wanted: SumOf['part']) =>
    sums
      .filter(({ part, views }) => part === wanted && views > 0)
      .sort((a, b) => b.views - a.views || (`${a.of}` < `${b.of}` ? -1 : 1));
  return {
    hours: sums
      .filter(({ part }) => part === 'hour')
      .map(({ of, views }) => ({ startsAt: Number(of), views }))
      .sort((a, b) => a.startsAt - b.startsAt),
    today: {
      views: today.views,
      reads: today.reads,
      reactions: today.reactions,
      withoutScript: today.without_script,
    },
    sections: mostFirst('section').map(({ of, views }) => ({ sectionId: of, views })),
    stories: mostFirst('story').map(({ of, views }) => ({ storyId: of!, views })),
    dropped: mostFirst('dropped').map(({ of, views }) => ({ reason: of as DropReason, views })),
  };
}

const listsSince = (scan: Scan, since: number): Promise<SiteNumbers['lists']> =>
  scan
    .selectFrom('list_tallies')
    .select(['list', total('impressions').as('impressions'), total('clicks').as('clicks')])
    .where('hour_starts_at', '>=', since)
    .groupBy('list')
    .orderBy('list')
    .execute();

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
