import type { Context } from 'hono';
import { Problem } from '../../../base/problem.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { Story, StoryId } from '../../../newsroom/stories/story.js';
import { hrefOf } from '../../addresses.js';
import { Area } from '../fields.js';
import { FormToken, page } from '../layout.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { Faults } from '../notices.js';
import { readForm } from '../own-forms.js';
import type { NewsroomEnv } from '../session.js';
import { editorHref } from './editor-href.js';

/** `GET /stories/:id/withdraw`: asks once, and for the notice that readers will find. */
export async function askWithdrawal(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  requireEditor(context);
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  return withdrawalPage(context, deps, story, '');
}

/** `POST /stories/:id/withdraw` */
export async function withdraw(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  requireEditor(context);
  const form = await readForm(context);
  const notice = form.text('notice').trim();
  const id = context.req.param('id') as StoryId;
  try {
    const { email } = context.get('session').member;
    const story = await deps.desk.act(id, { kind: 'withdraw', notice }, email, Number(form.text('version')));
    return context.redirect(`${editorHref(story)}?did=withdraw`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || !['lifecycle', 'edit_conflict'].includes(error.code)) throw error;
    return withdrawalPage(context, deps, await deps.desk.require(id), notice, messageOf(error));
  }
}

const messageOf = (error: Problem): string =>
  error.code === 'edit_conflict'
    ? 'Somebody saved this story after you opened this page. Look at it again, then withdraw it.'
    : error.message;

function requireEditor(context: Context<NewsroomEnv>): void {
  if (!mayDo(context.get('session').member.role, 'withdraw'))
    throw new Problem('forbidden', 'Only an editor withdraws a story. Nothing was changed.');
}

function withdrawalPage(
  context: Context<NewsroomEnv>,
  deps: NewsroomDeps,
  story: Story,
  notice: string,
  fault?: string,
): Response {
  const session = context.get('session');
  return page(context, deps, fault ? 409 : 200, {
    title: 'Withdraw',
    session,
    children: (
      <form class="narrow" method="post" action={`${editorHref(story)}/withdraw`}>
        <FormToken session={session} />
        <input type="hidden" name="version" value={story.version} />
        <h1>Withdraw this story?</h1>
        <p>
          <a href={hrefOf(story.path)} lang={story.language} dir="auto">
            {story.headline}
          </a>
        </p>
        <p>
          It goes from every page, list, feed and search at once; its address answers with the notice. The
          text is kept here, and it can be published again.
        </p>
        {fault && <Faults heading="Not withdrawn" faults={[{ field: 'notice', message: fault }]} />}
        <Area
          name="notice"
          label="Notice to readers"
          hint="Why it is gone. Readers find this in its place."
          value={notice}
          rows={4}
          lang={story.language}
        />
        <p class="choices">
          <button type="submit">Withdraw</button> <a href={editorHref(story)}>Keep it published</a>
        </p>
      </form>
    ),
  });
}
