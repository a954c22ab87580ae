import type { Context } from 'hono';
import type { MinuteOfIntake } from '../../../audience/ledger/intake-pace.js';
import type { SiteNumbers } from '../../../audience/ledger/site-numbers.js';
import { dayMs, hourMs, type Instant, minuteMs } from '../../../base/clock.js';
import { Problem } from '../../../base/problem.js';
import { dayBounds, dayIn, hourIn, type Zone } from '../../../base/zone.js';
import { slotMs, slotOf } from '../../../discovery/ranking/tally.js';
import type { Section } from '../../../newsroom/sections/section.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { Story, StoryId } from '../../../newsroom/stories/story.js';
import { formatInstant } from '../../theme/dates.js';
import { page } from '../layout.js';
import { fullTime } from '../newsroom-dates.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import type { NewsroomEnv } from '../session.js';
import { BarChart } from './bar-chart.js';
import { droppedRows, listRows, percent, sectionRows, storyRows } from './number-rows.js';
import { inFigures, NumberTable } from './number-table.js';

const slotsShown = 12;

/** `GET /newsroom/numbers`: what the ledger holds now, live; made from sums by hour, never from single events. */
export async function numbersPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const session = context.get('session');
  if (!mayDo(session.member.role, 'read-numbers'))
    throw new Problem('forbidden', 'The numbers of the whole site are for others.');
  const view = await loadNumbers(deps);
  return page(context, deps, 200, {
    title: 'Numbers',
    session,
    place: '/newsroom/numbers',
    children: <Numbers {...view} publicViews={(id) => deps.publicCounts?.(id)?.views} />,
  });
}

interface NumbersView {
  readonly now: Instant;
  readonly zone: Zone;
  readonly numbers: SiteNumbers;
  readonly readers: number;
  readonly sections: readonly Section[];
  readonly stories: readonly { readonly story: Story; readonly views: number }[];
  readonly pace: readonly MinuteOfIntake[];
}

async function loadNumbers({
  clock,
  paper,
  numbers,
  directory,
  stories,
}: NewsroomDeps): Promise<NumbersView> {
  const now = clock();
  const { zone } = paper();
  const day = dayIn(now, zone);
  const report = await numbers.report({
    slots: slotOf(now) - (slotsShown - 1) * slotMs,
    today: dayBounds(day, zone).start,
    dayAgo: hourIn(now, zone) - dayMs + hourMs,
    weekAgo: now - 7 * dayMs,
  });
  const found = await Promise.all(
    report.stories.map(async ({ storyId, views }) => ({
      story: await stories.find(storyId as StoryId),
      views,
    })),
  );
  return {
    now,
    zone,
    numbers: report,
    readers: await numbers.siteReaders(day),
    sections: await directory.sections(),
    stories: found.flatMap(({ story, views }) => (story === undefined ? [] : [{ story, views }])),
    pace: numbers.pace(),
  };
}

type NumbersProps = NumbersView & { readonly publicViews: (id: StoryId) => number | undefined };

const Numbers = ({ publicViews, ...view }: NumbersProps) => (
  <>
    <h1>Numbers</h1>
    <p class="hint">
      Live: what the ledger held at {fullTime(view.now, view.zone)}. Readers see the numbers of an Edition, at
      most a minute older. Times in {view.zone}.
    </p>
    <Now {...view} />
    <Today {...view} />
    <div class="number-blocks">
      <NumberTable
        title="Most viewed today"
        heads={['Story', 'Today', 'Public']}
        rows={storyRows(view.stories, publicViews)}
        nothing="No view was counted today."
      >
        <p class="hint">Public is the number of all time that readers see.</p>
      </NumberTable>
      <NumberTable
        title="Today by section"
        heads={['Section', 'Views']}
        rows={sectionRows(view.numbers.sections, view.sections)}
        nothing="No view was counted today."
      >
        <p class="hint">A section counts with what lies below it, as in its Ranking.</p>
      </NumberTable>
      <NumberTable
        title="Today by list"
        heads={['List', 'Seen', 'Followed', 'Rate']}
        rows={listRows(view.numbers.lists)}
        nothing="No list was seen today."
      >
        <p class="hint">Places seen on screen, and links followed from them; intervals are Wilson’s.</p>
      </NumberTable>
      <NumberTable
        title="Not counted today"
        heads={['Class and reason', 'Views']}
        rows={droppedRows(view.numbers.dropped)}
        nothing="Everything that was reported today counts."
      />
      <Variety {...view.numbers.variety} />
      <Intake pace={view.pace} zone={view.zone} />
    </div>
  </>
);

const Figures = ({ figures }: { readonly figures: readonly (readonly [name: string, value: number])[] }) => (
  <dl class="figures">
    {figures.map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd>{inFigures(value)}</dd>
      </div>
    ))}
  </dl>
);

function Now({ now, zone, numbers }: NumbersView) {
  const viewsAt = new Map(numbers.slots.map(({ startsAt, views }) => [startsAt, views]));
  const bars = Array.from({ length: slotsShown }, (_, index) => {
    const startsAt = slotOf(now) - (slotsShown - 1 - index) * slotMs;
    return { startsAt, value: viewsAt.get(startsAt) ?? 0 };
  });
  const timeOf = (instant: Instant) => formatInstant(instant, 'time', { locale: 'en-GB', zone });
  const sum = (count: number) => bars.slice(-count).reduce((total, { value }) => total + value, 0);
  return (
    <section class="with-chart" aria-label="Now">
      <div>
        <h2>Now</h2>
        <Figures
          figures={[
            ['Views in 30 minutes', sum(slotsShown / 2)],
            ['Views in 60 minutes', sum(slotsShown)],
          ]}
        />
        <p class="hint">
          By slots of five minutes, the running one with them: since{' '}
          {timeOf(bars.at(-slotsShown / 2)!.startsAt)} and {timeOf(bars[0]!.startsAt)}.
        </p>
      </div>
      <BarChart title="Views, the last hour" step="five minutes" unit="Views" bars={bars} zone={zone} />
    </section>
  );
}

function Today({ now, zone, numbers, readers }: NumbersView) {
  const viewsAt = new Map(numbers.hours.map(({ startsAt, views }) => [startsAt, views]));
  const bars = Array.from({ length: 24 }, (_, index) => {
    const startsAt = hourIn(now, zone) - (23 - index) * hourMs;
    return { startsAt, value: viewsAt.get(startsAt) ?? 0 };
  });
  const { views, reads, reactions, withoutScript } = numbers.today;
  return (
    <section class="with-chart" aria-label="Today">
      <div>
        <h2>Today</h2>
        <Figures
          figures={[
            ['Views', views],
            ['Readers', readers],
            ['Reads', reads],
            ['Reactions', reactions],
            ['Without script', withoutScript],
          ]}
        />
        <p class="hint">
          Readers of the whole site are an estimate, with a standard error of {percent(0.016)}. Those without
          script are in no other number.
        </p>
      </div>
      <BarChart title="Views, the last 24 hours" step="an hour" unit="Views" bars={bars} zone={zone} />
    </section>
  );
}

const Variety = ({ shown, fresh, freshNeverShown }: SiteNumbers['variety']) => (
  <section class="number-block" aria-label="Variety of the lists">
    <h2>Variety of the lists</h2>
    <p>
      The lists of story pages showed {inFigures(shown)} different {shown === 1 ? 'story' : 'stories'} in the
      last 24 hours.{' '}
      {fresh > 0 &&
        `Of the ${inFigures(fresh)} published in the last seven days, no list showed ${inFigures(freshNeverShown)} (${percent(freshNeverShown / fresh, 0)}).`}
    </p>
  </section>
);

function Intake({ pace, zone }: Pick<NumbersView, 'pace' | 'zone'>) {
  const sum = (key: 'counted' | 'dropped' | 'refused') =>
    pace.reduce((total, minute) => total + minute[key], 0);
  const bars = pace.map(({ startsAt, counted, dropped }) => ({ startsAt, value: counted + dropped }));
  const lastMinute = pace.find(({ startsAt }) => startsAt === pace.at(-1)!.startsAt - minuteMs);
  return (
    <section class="number-block" aria-label="Pace of the intake">
      <h2>Pace of the intake</h2>
      <Figures
        figures={[
          ['Events, last minute', (lastMinute?.counted ?? 0) + (lastMinute?.dropped ?? 0)],
          ['Kept in an hour', sum('counted') + sum('dropped')],
          ['Refused (503)', sum('refused')],
        ]}
      />
      <p class="hint">
        Of this process, since it started. What was refused was told to come again under the same ids.
      </p>
      <BarChart title="Events kept, by the minute" step="a minute" unit="Events" bars={bars} zone={zone} />
    </section>
  );
}
