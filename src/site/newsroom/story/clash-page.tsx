import type { Context } from 'hono';
import type { Story, StoryId } from '../../../newsroom/stories/story.js';
import { emptyContent } from '../../../newsroom/stories/story-desk.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import type { NewsroomEnv } from '../session.js';
import { originalOf } from './accept-typed.js';
import { type EditorState, editorPage } from './editor-page.js';
import { mergeTyped } from './merge-typed.js';
import { type TypedStory, typedOf } from './typed-story.js';

interface Late extends Pick<EditorState, 'typed' | 'change' | 'scheduleLocal'> {
  /** The version that the form was opened with. */
  readonly version: number;
}

/** Nothing typed is lost: the form comes back with both edits merged and says where they meet. */
export async function clashPage(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  id: StoryId,
  sent: Late,
): Promise<Response> {
  const { typed: mine, version } = sent;
  const story = await deps.desk.require(id);
  const [theirs, base, revisions] = await Promise.all([
    loadTyped(deps, story),
    deps.history
      .contentAt(story.id, version)
      .then((content) => content && loadTyped(deps, { ...story, ...emptyContent, ...content })),
    deps.history.revisions(story.id, 50),
  ]);
  const { typed, clashes, takenOver } = mergeTyped(base, mine, theirs);
  return editorPage(context, deps, 409, {
    ...sent,
    story,
    typed,
    clash: { mine, theirs, clashes, takenOver, saves: revisions.filter((each) => each.version > version) },
    faults: [{ message: 'Somebody else saved this story after you opened it. Your text is in the form.' }],
  });
}

/** A story as the form shows it. */
export async function loadTyped(deps: NewsroomDeps, story: Story): Promise<TypedStory> {
  const [contributors, original] = await Promise.all([
    deps.directory.contributors(),
    originalOf(deps, story),
  ]);
  return typedOf(story, new Map(contributors.map((each) => [each.id, each])), original);
}
