import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Zone } from '../../../base/zone.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { MediaId, Story } from '../../../newsroom/stories/story.js';
import { FormToken, page } from '../layout.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { Done, Faults, Note } from '../notices.js';
import type { NewsroomEnv } from '../session.js';
import type { Fault } from './accept-typed.js';
import { ActBar } from './act-bar.js';
import { type Change, ChangeFields } from './change-fields.js';
import { type Clash, ClashTable } from './clash-table.js';
import { firstOfCopies } from './copy-of.js';
import { editorHref } from './editor-href.js';
import { BylineFields, PictureFields, PlaceFields } from './fact-fields.js';
import { type FormView, faultFinder } from './form-view.js';
import { StateBox } from './state-box.js';
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

export async function editorPage(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  status: ContentfulStatusCode,
  state: EditorState,
): Promise<Response> {
  const session = context.get('session');
  const { story, typed } = state;
  const [sections, contributors, picture, counts, lead, copied] = await Promise.all([
    deps.directory.sections(),
    deps.directory.contributors(),
    typed.mediaId === '' ? undefined : deps.media.find(typed.mediaId as MediaId),
    story?.status === 'published' ? deps.liveCounts?.(story.id) : undefined,
    deps.front.lead(),
    story?.status === 'published' ? firstOfCopies(deps, story.id) : undefined,
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
          <StateBox
            story={story}
            zone={zone}
            publicCounts={story?.status === 'published' ? deps.publicCounts?.(story.id) : undefined}
            liveCounts={counts}
            copied={copied}
          />
          {story?.status === 'published' && (
            <ChangeFields change={state.change} session={session} faultOf={view.faultOf} />
          )}
          <PlaceFields {...view} />
          <BylineFields {...view} />
          <PictureFields {...view} />
        </div>
        <ActBar
          view={view}
          session={session}
          scheduleLocal={state.scheduleLocal}
          zone={zone}
          isLead={story !== undefined && story.id === lead}
        />
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
