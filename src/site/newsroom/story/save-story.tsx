import type { Context } from 'hono';
import { Problem } from '../../../base/problem.js';
import { type Deed, mayDo } from '../../../newsroom/staff/permissions.js';
import type { Story, StoryContent, StoryId, StoryStatus } from '../../../newsroom/stories/story.js';
import { emptyContent } from '../../../newsroom/stories/story-desk.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { type Form, readForm } from '../own-forms.js';
import type { NewsroomEnv } from '../session.js';
import { acceptTyped, type Fault } from './accept-typed.js';
import { type ButtonAct, isButtonAct } from './acts.js';
import { leftOut } from './body-as-typed.js';
import { type Change, changeFromForm, isCorrection } from './change-fields.js';
import { clashPage } from './clash-page.js';
import { type EditorState, editorHref, editorPage } from './editor-page.js';
import { type Schedule, scheduleOfTyped } from './schedule-typed.js';
import { type TypedStory, typedFromForm } from './typed-story.js';

/** What one sending of the editor's form asks for. */
interface Sent {
  readonly typed: TypedStory;
  readonly version: number;
  readonly act: ButtonAct | 'save';
  readonly change: Change;
  readonly scheduleLocal: string;
}

/** `POST /stories` and `POST /stories/:id`: saves what was typed, then does the act of the button that was pressed. */
export async function saveStory(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const form = await readForm(context);
  const id = context.req.param('id') as StoryId | undefined;
  const story = id === undefined ? undefined : await deps.desk.require(id);
  const { sent, faults: pictureFaults } = await receive(deps, form);
  const { member } = context.get('session');
  const show = (status: 409 | 422 | 507, state: Partial<EditorState>) =>
    editorPage(context, deps, status, { story, ...sent, ...state });

  if (story !== undefined && story.version !== sent.version)
    return clashPage(context, deps, { story, typed: sent.typed, version: sent.version, state: sent });
  const content = await acceptTyped(deps, sent.typed, story);
  const schedule =
    sent.act === 'schedule' ? scheduleOfTyped(sent.scheduleLocal, deps.paper().zone) : undefined;
  const faults: Fault[] = [
    ...pictureFaults,
    ...(content.ok ? [] : content.refusal),
    ...(schedule?.ok === false ? [{ field: 'scheduleLocal', message: schedule.refusal }] : []),
    ...(isCorrection(sent.change.kind) && sent.change.text === ''
      ? [{ field: 'correctionText', message: 'Say what was wrong and what is right.' }]
      : []),
  ];
  if (faults.length > 0 || !content.ok) return show(422, { faults });

  const isChanged = story === undefined || differs(story, content.value);
  for (const deed of deedsOf(sent, story, isChanged)) requireRight(context, deed, story?.status);
  let saved: Story;
  let did: string;
  try {
    ({ saved, did } = await saveTyped(deps, story, content.value, sent, member.email));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'disk_full')
      return show(507, { faults: [{ message: error.message }], faultsHeading: 'Nothing was saved' });
    if (error.code !== 'edit_conflict' || story === undefined) throw error;
    const now = await deps.desk.require(story.id);
    return clashPage(context, deps, { story: now, typed: sent.typed, version: sent.version, state: sent });
  }
  if (sent.act === 'save') return done(context, saved, did, sent);
  try {
    const act = schedule?.ok ? schedule.value.act : { kind: sent.act as Exclude<ButtonAct, 'schedule'> };
    await deps.desk.act(saved.id, act, member.email, saved.version);
  } catch (error) {
    if (!(error instanceof Problem) || !['lifecycle', 'edit_conflict'].includes(error.code)) throw error;
    return editorPage(context, deps, 409, {
      ...sent,
      story: await deps.desk.require(saved.id),
      faults: [{ message: error.message }],
      faultsHeading: 'Your text is saved. The rest was not done',
    });
  }
  return done(context, saved, sent.act, sent, schedule?.ok ? schedule.value : undefined);
}

/** Reads the form; a chosen picture is kept at once, so that it survives whatever else has to be mended. */
async function receive(
  deps: NewsroomDeps,
  form: Form,
): Promise<{ readonly sent: Sent; readonly faults: readonly Fault[] }> {
  const typed = typedFromForm(form);
  const act = form.text('act');
  const sent = {
    typed,
    version: Number(form.text('version')) || 0,
    act: isButtonAct(act) ? act : ('save' as const),
    change: changeFromForm(form),
    scheduleLocal: form.text('scheduleLocal'),
  };
  const file = form.file('picture');
  if (file === undefined) return { sent, faults: [] };
  try {
    const { id } = await deps.shelf.keep(new Uint8Array(await file.arrayBuffer()));
    return { sent: { ...sent, typed: { ...typed, mediaId: id } }, faults: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { sent, faults: [{ field: 'picture', message: error.message }] };
  }
}

function differs(story: Story, content: StoryContent): boolean {
  const keys = Object.keys(emptyContent) as (keyof StoryContent)[];
  return keys.some((key) => JSON.stringify(story[key]) !== JSON.stringify(content[key]));
}

function deedsOf({ act, change }: Sent, story: Story | undefined, isChanged: boolean): readonly Deed[] {
  const deeds: Deed[] = [];
  if (story === undefined) deeds.push('create');
  else if (isChanged || act === 'save') deeds.push('edit');
  if (isCorrection(change.kind)) deeds.push('correct');
  if (act !== 'save') deeds.push(act);
  return deeds;
}

function requireRight(context: Context<NewsroomEnv>, deed: Deed, status: StoryStatus | undefined): void {
  const { role } = context.get('session').member;
  if (!mayDo(role, deed, status))
    throw new Problem(
      'forbidden',
      `The role "${role}" may not do this (${deed}${status ? `, story ${status}` : ''}). Nothing was changed.`,
    );
}

/** One save at most: a correction carries the mended text, an update its new facts. */
async function saveTyped(
  { desk }: NewsroomDeps,
  story: Story | undefined,
  content: StoryContent,
  { version, change, act }: Sent,
  actor: string,
): Promise<{ readonly saved: Story; readonly did: string }> {
  if (story === undefined) return { saved: await desk.create(content, actor), did: 'create' };
  if (isCorrection(change.kind) && story.status === 'published')
    return {
      saved: await desk.correct(story.id, change.kind, change.text, actor, content, version),
      did: 'correct',
    };
  const isUpdate = change.kind === 'update' && story.status === 'published';
  if (!isUpdate && !differs(story, content)) return { saved: story, did: act === 'save' ? 'same' : act };
  const saved = await desk.edit(story.id, version, content, actor, isUpdate);
  return { saved, did: isUpdate ? 'update' : 'edit' };
}

/** Back to the editor by redirect, so that a reload sends nothing twice; what was done is named in the address. */
function done(context: Context, story: Story, did: string, { typed }: Sent, schedule?: Schedule): Response {
  const query = new URLSearchParams({ did });
  const dropped = typed.bodyFormat === 'html' ? leftOut(typed.body) : [];
  if (dropped.length > 0) query.set('dropped', dropped.join(' '));
  if (schedule?.note) query.set('meant', schedule.act.local);
  return context.redirect(`${editorHref(story)}?${query}`, 303);
}
