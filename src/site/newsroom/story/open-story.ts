import type { Context } from 'hono';
import { localIn } from '../../../base/zone.js';
import type { StoryId } from '../../../newsroom/stories/story.js';
import { emptyContent } from '../../../newsroom/stories/story-desk.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import type { NewsroomEnv } from '../session.js';
import { doneSentence } from './acts.js';
import { loadTyped } from './clash-page.js';
import { editorPage } from './editor-page.js';
import { scheduleOfTyped } from './schedule-typed.js';
import { typedOf } from './typed-story.js';

/** `GET /stories/new`: an empty form in the paper's language; nothing is kept before it is saved. */
export const newStoryPage = (context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> =>
  editorPage(context, deps, 200, {
    story: undefined,
    typed: typedOf({ ...emptyContent, language: deps.paper().language }, new Map(), ''),
  });

/** `GET /stories/:id`: the story in the editor, with what was just done to it. */
export async function openStory(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  const query = (name: string) => context.req.query(name) ?? '';
  const { zone } = deps.paper();
  const schedule = story.status === 'scheduled' ? scheduleOfTyped(query('meant'), zone) : undefined;
  const notes = [
    schedule?.ok && schedule.value.act.at === story.scheduledFor ? schedule.value.note : undefined,
    leftOutSentence(query('dropped')),
  ];
  return editorPage(context, deps, 200, {
    story,
    typed: await loadTyped(deps, story),
    done: doneSentence(query('did')),
    notes: notes.filter((sentence) => sentence !== undefined),
    ...(story.scheduledFor === undefined ? {} : { scheduleLocal: localIn(story.scheduledFor, zone) }),
  });
}

/** The names come with the address, so only what can be an element's name is said. */
function leftOutSentence(dropped: string): string | undefined {
  const names = dropped.split(' ').filter((name) => /^[a-z][a-z0-9-]{0,30}$/.test(name));
  if (names.length === 0) return undefined;
  return `Not part of a story, so only their text was kept, if it was copy: ${names.slice(0, 12).join(', ')}.`;
}
