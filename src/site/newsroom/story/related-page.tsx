import type { Context } from 'hono';
import { Problem } from '../../../base/problem.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { Story, StoryId } from '../../../newsroom/stories/story.js';
import { pathTyped } from '../../../newsroom/stories/typed-address.js';
import { page } from '../layout.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { Done, Faults } from '../notices.js';
import { readForm } from '../own-forms.js';
import type { NewsroomEnv } from '../session.js';
import { CopyOf, firstOfCopies } from './copy-of.js';
import { editorHref } from './editor-href.js';
import { type Choice, RelatedView, relatedHref } from './related-view.js';

const doneSentences: Readonly<Record<Choice, string>> = {
  pin: 'Pinned. It stands above the list, below what was pinned before.',
  exclude: 'Kept out of the list, and not recommended on the page. The list fills up again within a minute.',
  undo: 'Left to the list again.',
};

const isChoice = (word: string): word is Choice => Object.hasOwn(doneSentences, word);

/** `GET /stories/:id/related`: the list as readers see it, and what editors decide about it. */
export async function relatedPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  const did = context.req.query('did') ?? '';
  return show(context, deps, story, isChoice(did) ? { done: doneSentences[did] } : {});
}

/** `POST /stories/:id/related` with `choice` (pin, exclude, undo) and `other` (a story's id or its address on the site). */
export async function chooseRelated(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const { email, role } = context.get('session').member;
  if (!mayDo(role, 'choose-related'))
    throw new Problem('forbidden', 'Only an editor decides about this list. Nothing was changed.');
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  const form = await readForm(context);
  const choice = form.text('choice');
  const typed = form.text('other').trim();
  try {
    if (!isChoice(choice)) throw new Problem('invalid_input', 'Say whether to pin, exclude or undo.');
    const other = await storyNamed(deps, typed);
    if (choice === 'undo') await deps.related.undo(story.id, other.id, email);
    else await deps.related[choice](story, other, email);
    return context.redirect(`${relatedHref(story)}?did=${choice}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return show(context, deps, story, { typed, fault: error.message }, 409);
  }
}

/** By id, or by its address as it stands in the browser's bar. */
async function storyNamed(deps: NewsroomDeps, typed: string): Promise<Story> {
  const path = pathTyped(typed);
  const story =
    path === undefined ? await deps.stories.find(typed as StoryId) : await deps.stories.findByPath(path);
  if (story === undefined)
    throw new Problem('invalid_input', `No story has the address "${typed}". Copy it from the story’s page.`);
  return story;
}

interface Said {
  readonly done?: string;
  readonly typed?: string;
  readonly fault?: string;
}

async function show(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  story: Story,
  said: Said,
  status: 200 | 409 = 200,
): Promise<Response> {
  const session = context.get('session');
  const [rows, choices, first] = await Promise.all([
    deps.relatedRows(story.id),
    deps.related.of(story.id),
    firstOfCopies(deps, story.id),
  ]);
  const found = async (ids: readonly StoryId[]) =>
    (await Promise.all(ids.map((id) => deps.stories.find(id)))).filter((each) => each !== undefined);
  const shown = new Set(rows.map(({ card }) => card.id));
  const hidden = await found(choices.pinned.filter((id) => !shown.has(id)));
  const excluded = await found(choices.excluded);
  const { zone } = deps.paper();
  return page(context, deps, status, {
    title: 'Related',
    session,
    children: (
      <>
        <h1>Related</h1>
        <p>
          <a href={editorHref(story)} lang={story.language} dir="auto">
            {story.headline || 'No headline yet'}
          </a>
        </p>
        {first && <CopyOf first={first} zone={zone} />}
        {said.done && <Done>{said.done}</Done>}
        {said.fault && (
          <Faults heading="Nothing was changed" faults={[{ field: 'other', message: said.fault }]} />
        )}
        <RelatedView
          session={session}
          story={story}
          rows={rows}
          hidden={hidden}
          excluded={excluded}
          isEditor={mayDo(session.member.role, 'choose-related')}
          zone={zone}
          {...(said.typed === undefined ? {} : { typed: said.typed })}
          {...(said.fault === undefined ? {} : { fault: said.fault })}
        />
      </>
    ),
  });
}
