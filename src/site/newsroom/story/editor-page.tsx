import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { localIn, type Zone } from '../../../base/zone.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { StaffSession } from '../../../newsroom/staff/staff-desk.js';
import type { MediaId, Story } from '../../../newsroom/stories/story.js';
import { hrefOf } from '../../addresses.js';
import { formatCount } from '../../theme/dates.js';
import { accessKey } from '../access-key.js';
import { FormToken, page } from '../layout.js';
import { fullTime, shortTime } from '../newsroom-dates.js';
import type { LiveCounts, NewsroomDeps } from '../newsroom-deps.js';
import { Done, Faults, Note } from '../notices.js';
import type { NewsroomEnv } from '../session.js';
import type { Fault } from './accept-typed.js';
import { actsFor } from './acts.js';
import { type Change, ChangeFields } from './change-fields.js';
import { type Clash, ClashTable } from './clash-table.js';
import { BylineFields, PictureFields, PlaceFields } from './fact-fields.js';
import { type FormView, faultFinder } from './form-view.js';
import { StatusMark } from './status-mark.js';
import { TextFields } from './text-fields.js';
import type { TypedStory } from './typed-story.js';

/** The editor as it is shown: the story as kept, the form as typed, and what is to be said of both. */
export interface EditorState {
  readonly story: Story | undefined;
  readonly typed: TypedStory;
  readonly change?: Change;
  /** Local time in the paper's zone, as a datetime-local field has it. */
  readonly scheduleLocal?: string;
  readonly faults?: readonly (Pick<Fault, 'message'> & Partial<Fault>)[];
  readonly faultsHeading?: string;
  readonly clash?: Clash;
  /** What was just done, in a sentence. */
  readonly done?: string | undefined;
  /** What the editor should know besides. */
  readonly notes?: readonly string[];
}

export const editorHref = (story: Pick<Story, 'id'>): string => `/newsroom/stories/${story.id}`;

export async function editorPage(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  status: ContentfulStatusCode,
  state: EditorState,
): Promise<Response> {
  const session = context.get('session');
  const { story, typed } = state;
  const [sections, contributors, picture, counts] = await Promise.all([
    deps.directory.sections(),
    deps.directory.contributors(),
    typed.mediaId === '' ? undefined : deps.media.find(typed.mediaId as MediaId),
    story?.status === 'published' ? deps.liveCounts?.(story.id) : undefined,
  ]);
  const view: FormView = {
    story,
    typed,
    sections,
    contributors,
    picture,
    isReadOnly: !mayDo(session.member.role, 'edit', story?.status),
    faultOf: faultFinder(state.faults ?? []),
  };
  const { zone } = deps.paper();
  return page(context, deps, status, {
    title: typed.headline || 'New story',
    session,
    ...(story ? {} : { place: '/newsroom/stories/new' }),
    children: (
      <form
        class="editor"
        method="post"
        encType="multipart/form-data"
        action={story ? editorHref(story) : '/newsroom/stories'}
      >
        <FormToken session={session} />
        <input type="hidden" name="version" value={story?.version ?? 0} />
        <h1 class="for-readers-of-screens">
          {story ? `Edit: ${typed.headline || 'no headline yet'}` : 'New story'}
        </h1>
        <Said state={state} zone={zone} />
        <TextFields {...view} />
        <div class="facts">
          <StateBox story={story} zone={zone} counts={counts} />
          {story?.status === 'published' && (
            <ChangeFields change={state.change} session={session} faultOf={view.faultOf} />
          )}
          <PlaceFields {...view} />
          <BylineFields {...view} />
          <PictureFields {...view} />
        </div>
        <ActBar view={view} session={session} state={state} zone={zone} />
      </form>
    ),
  });
}

function Said({ state, zone }: { readonly state: EditorState; readonly zone: Zone }) {
  const { faults = [], faultsHeading = 'Not saved yet', clash, done, notes = [] } = state;
  return (
    <div class="said">
      {faults.length > 0 && <Faults heading={faultsHeading} faults={faults} />}
      {clash && <ClashTable clash={clash} zone={zone} />}
      {done && <Done>{done}</Done>}
      {notes.map((sentence) => (
        <Note>{sentence}</Note>
      ))}
    </div>
  );
}

interface StateBoxProps {
  readonly story: Story | undefined;
  readonly zone: Zone;
  readonly counts: LiveCounts | undefined;
}

/** What the story is now, its instants, and the ways to its other pages. */
function StateBox({ story, zone, counts }: StateBoxProps) {
  if (story === undefined) return null;
  const base = editorHref(story);
  return (
    <section class="state" aria-label="State">
      <p>
        <StatusMark status={story.status} />
      </p>
      <dl>
        {instantsOf(story, zone).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
        {counts && (
          <>
            <dt>Live</dt>
            <dd>
              {formatCount(counts.views, { locale: 'en-GB' })} views,{' '}
              {formatCount(counts.reactions, { locale: 'en-GB' })} reactions at {shortTime(counts.at, zone)}{' '}
              (not the public number)
            </dd>
          </>
        )}
      </dl>
      <ul class="ways">
        <li>
          <a href={`${base}/preview`} {...accessKey('v')} target="_blank" rel="noopener">
            Preview
          </a>
        </li>
        <li>
          <a href={`${base}/history`} {...accessKey('h')}>
            History
          </a>
        </li>
        {story.status === 'published' && (
          <li>
            <a href={hrefOf(story.path)}>Public page</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function instantsOf(story: Story, zone: Zone): readonly (readonly [string, string])[] {
  const { source } = story;
  const times = [
    ['Created', story.createdAt],
    ['Imported', story.importedAt],
    ['Source’s date', story.sourcePublishedAt],
    ['Embargoed until', story.embargoedUntil],
    ['Scheduled for', story.scheduledFor],
    ['First published', story.firstPublishedAt],
    ['Updated', story.updatedAt],
    ['Withdrawn', story.withdrawnAt],
  ] as const;
  const shown = times.flatMap(([name, instant]) =>
    instant === undefined ? [] : [[name, fullTime(instant, zone)] as const],
  );
  const assumed = story.sourceZoneAssumed
    ? [['', 'The source named no zone; the paper’s was assumed'] as const]
    : [];
  const from = source ? [['Source', source.publisher || source.canonicalUrl] as const] : [];
  return [...shown, ...assumed, ...from];
}

interface ActBarProps {
  readonly view: FormView;
  readonly session: StaffSession;
  readonly state: EditorState;
  readonly zone: Zone;
}

/** Every button saves what was typed first: no act loses a word. */
function ActBar({ view: { story, isReadOnly, faultOf }, session, state, zone }: ActBarProps) {
  const acts = actsFor(session.member.role, story?.status ?? 'draft');
  const canSchedule = acts.some(({ act }) => act === 'schedule');
  const canSpike = story !== undefined && acts.some(({ act }) => act === 'spike');
  const local = state.scheduleLocal ?? (story?.scheduledFor ? localIn(story.scheduledFor, zone) : '');
  const fault = faultOf('scheduleLocal');
  return (
    <section class="acts" aria-label="Acts">
      {!isReadOnly && (
        <button type="submit" name="act" value="save" class="first" {...accessKey('s')}>
          Save
        </button>
      )}
      {acts
        .filter(({ act }) => act !== 'schedule' && act !== 'spike')
        .map(({ act, label }) => (
          <button type="submit" name="act" value={act}>
            {label}
          </button>
        ))}
      {canSchedule && (
        <span class={fault ? 'schedule faulty' : 'schedule'}>
          <button type="submit" name="act" value="schedule">
            Schedule
          </button>
          <label for="scheduleLocal">for</label>
          <input
            type="datetime-local"
            id="scheduleLocal"
            name="scheduleLocal"
            value={local}
            aria-describedby="scheduleZone"
          />
          <span id="scheduleZone" class="hint">
            {zone}
          </span>
        </span>
      )}
      {canSpike && (
        <button type="submit" name="act" value="spike" class="quiet">
          Spike
        </button>
      )}
      {story?.status === 'published' && mayDo(session.member.role, 'withdraw') && (
        <a class="quiet" href={`${editorHref(story)}/withdraw`}>
          Withdraw …
        </a>
      )}
    </section>
  );
}
