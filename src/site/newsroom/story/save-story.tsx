import type { Context } from 'hono';
import { Problem } from '../../../base/problem.js';
import { accepted, type Result, refused } from '../../../base/result.js';
import { type Deed, mayDo } from '../../../newsroom/staff/permissions.js';
import type { Story, StoryContent, StoryId, StoryStatus } from '../../../newsroom/stories/story.js';
import { emptyContent } from '../../../newsroom/stories/story-desk.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { type Form, readForm } from '../own-forms.js';
import type { NewsroomEnv } from '../session.js';
import { acceptTyped, type Fault } from './accept-typed.js';
import { type ButtonAct, type FrontAct, isButtonAct, isFrontAct } from './acts.js';
import { leftOut } from './body-as-typed.js';
import { type Change, changeFromForm, isCorrection } from './change-fields.js';
import { clashPage } from './clash-page.js';
import { editorHref } from './editor-href.js';
import { editorPage } from './editor-page.js';
import { type Schedule, scheduleOfTyped } from './schedule-typed.js';
import { type TypedStory, typedFromForm } from './typed-story.js';

/** What one sending of the editor's form asks for. */
interface Sent {
  readonly typed: TypedStory;
  readonly version: number;
  readonly act: ButtonAct | FrontAct | 'save';
  readonly change: Change;
  readonly scheduleLocal: string;
}

/** `POST /stories` and `POST /stories/:id`: saves what was typed, then does the act of the button that was pressed. */
export async function saveStory(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const id = context.req.param('id') as StoryId | undefined;
  const story = id === undefined ? undefined : await deps.desk.require(id);
  const received = await receive(deps, await readForm(context));
  const { sent } = received;
  if (story !== undefined && story.version !== sent.version) return clashPage(context, deps, story.id, sent);
  const checked = await check(deps, story, received);
  if (!checked.ok) return editorPage(context, deps, 422, { story, ...sent, faults: checked.refusal });
  const { content, schedule } = checked.value;
  for (const deed of deedsOf(sent, story, content)) requireRight(context, deed, story?.status);
  let saved: Saved;
  try {
    saved = await saveTyped(deps, story, content, sent, context.get('session').member.email);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'edit_conflict' && story !== undefined)
      return clashPage(context, deps, story.id, sent);
    if (error.code !== 'disk_full') throw error;
    const faults = [{ message: error.message }];
    return editorPage(context, deps, 507, { story, ...sent, faults, faultsHeading: 'Nothing was saved' });
  }
  return sent.act === 'save' ? done(saved, sent, context) : act(context, deps, saved.story, sent, schedule);
}

function doAct(
  { desk, front }: NewsroomDeps,
  { id, version }: Story,
  kind: Sent['act'],
  schedule: Schedule | undefined,
  actor: string,
): Promise<unknown> {
  if (kind === 'lead') return front.pinLead(id, actor);
  if (kind === 'unlead') return front.unpinLead(id, actor);
  return desk.act(id, schedule?.act ?? { kind: kind as Exclude<ButtonAct, 'schedule'> }, actor, version);
}

/** Does the act to the story as it was just saved. Where it is refused, the text is saved all the same. */
async function act(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  story: Story,
  sent: Sent,
  schedule: Schedule | undefined,
): Promise<Response> {
  try {
    await doAct(deps, story, sent.act, schedule, context.get('session').member.email);
  } catch (error) {
    if (!(error instanceof Problem) || !['lifecycle', 'edit_conflict'].includes(error.code)) throw error;
    return editorPage(context, deps, 409, {
      ...sent,
      story: await deps.desk.require(story.id),
      faults: [{ message: error.message }],
      faultsHeading: 'Your text is saved. The rest was not done',
    });
  }
  return done({ story, did: sent.act }, sent, context, schedule);
}

interface Received {
  readonly sent: Sent;
  readonly faults: readonly Fault[];
}

interface Checked {
  readonly content: StoryContent;
  readonly schedule: Schedule | undefined;
}

/** Everything that has to be mended is told at once. */
async function check(
  deps: NewsroomDeps,
  story: Story | undefined,
  { sent, faults: earlier }: Received,
): Promise<Result<Checked, readonly Fault[]>> {
  const content = await acceptTyped(deps, sent.typed, story);
  const schedule =
    sent.act === 'schedule' ? scheduleOfTyped(sent.scheduleLocal, deps.paper().zone) : accepted(undefined);
  const faults = [...earlier];
  if (!content.ok) faults.push(...content.refusal);
  if (!schedule.ok) faults.push({ field: 'scheduleLocal', message: schedule.refusal });
  if (isCorrection(sent.change.kind) && sent.change.text === '')
    faults.push({ field: 'correctionText', message: 'Say what was wrong and what is right.' });
  if (faults.length > 0 || !content.ok || !schedule.ok) return refused(faults);
  return accepted({ content: content.value, schedule: schedule.value });
}

/** Reads the form; a chosen picture is kept at once, so that it survives whatever else has to be mended. */
async function receive(deps: NewsroomDeps, form: Form): Promise<Received> {
  const typed = typedFromForm(form);
  const act = form.text('act');
  const sent = {
    typed,
    version: Number(form.text('version')) || 0,
    act: isButtonAct(act) || isFrontAct(act) ? act : ('save' as const),
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

function deedsOf({ act, change }: Sent, story: Story | undefined, content: StoryContent): readonly Deed[] {
  const deeds: Deed[] = [];
  if (story === undefined) deeds.push('create');
  // An update is new to readers even where the text is the same.
  else if (act === 'save' || change.kind === 'update' || differs(story, content)) deeds.push('edit');
  if (isCorrection(change.kind)) deeds.push('correct');
  if (isFrontAct(act)) deeds.push('arrange-front');
  else if (act !== 'save') deeds.push(act);
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

interface Saved {
  readonly story: Story;
  /** What the page says was done. */
  readonly did: string;
}

/** One save at most: a correction carries the mended text, an update its new facts. */
async function saveTyped(
  { desk }: NewsroomDeps,
  story: Story | undefined,
  content: StoryContent,
  { version, change }: Sent,
  actor: string,
): Promise<Saved> {
  if (story === undefined) return { story: await desk.create(content, actor), did: 'create' };
  const isPublic = story.status === 'published';
  if (isPublic && isCorrection(change.kind)) {
    return {
      story: await desk.correct(story.id, change.kind, change.text, actor, content, version),
      did: 'correct',
    };
  }
  const isUpdate = isPublic && change.kind === 'update';
  if (!isUpdate && !differs(story, content)) return { story, did: 'same' };
  const saved = await desk.edit(story.id, version, content, actor, isUpdate);
  return { story: saved, did: isUpdate ? 'update' : 'edit' };
}

/** Back to the editor by redirect, so that a reload sends nothing twice; what was done is named in the address. */
function done({ story, did }: Saved, { typed }: Sent, context: Context, schedule?: Schedule): Response {
  const query = new URLSearchParams({ did });
  const dropped = typed.bodyFormat === 'html' ? leftOut(typed.body) : [];
  if (dropped.length > 0) query.set('dropped', dropped.join(' '));
  if (schedule?.note) query.set('meant', schedule.act.local);
  return context.redirect(`${editorHref(story)}?${query}`, 303);
}
