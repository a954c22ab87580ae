import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem, problems } from '../../base/problem.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { importRunPage, importsPage } from './imports-page.js';
import { keysPage } from './keys-page.js';
import { page } from './layout.js';
import { storyListPage } from './list/story-list-page.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import { sendNewsroomHeaders } from './newsroom-headers.js';
import { numbersPage } from './numbers/numbers-page.js';
import { limitForm, requireForm, requireOwnOrigin } from './own-forms.js';
import { findSession, type NewsroomEnv, requireSession } from './session.js';
import { signInRoutes, signOut } from './sign-in-page.js';
import { historyPage } from './story/history-page.js';
import { newStoryPage, openStory } from './story/open-story.js';
import { chooseRelated, relatedPage } from './story/related-page.js';
import { saveStory } from './story/save-story.js';
import { askWithdrawal, withdraw } from './story/withdraw-page.js';

/**
 * The staff's pages, mounted under /newsroom; they work without scripts. Every address but the sign-in wants a session;
 * every change wants the own origin, the session's token in the form, and a role that may do it.
 */
export const newsroomRoutes = (deps: NewsroomDeps): Hono =>
  new Hono()
    .use(sendNewsroomHeaders, requireOwnOrigin(deps.siteUrl))
    .route('/', signInRoutes(deps))
    .route('/', staffRoutes(deps))
    .onError((error, context) => problemPage(error, context, deps));

const staffRoutes = (deps: NewsroomDeps): Hono<NewsroomEnv> =>
  new Hono<NewsroomEnv>()
    .use(requireSession(deps), limitForm, requireForm(deps))
    .get('/', (context) => storyListPage(context, deps))
    .get('/keys', (context) => keysPage(context, deps))
    .get('/numbers', (context) => numbersPage(context, deps))
    .get('/imports', (context) => importsPage(context, deps))
    .get('/imports/:run', (context) => importRunPage(context, deps))
    .post('/sign-out', (context) => signOut(context, deps, context.get('session').token))
    .get('/stories/new', (context) => newStoryPage(context, deps))
    .post('/stories', (context) => saveStory(context, deps))
    .get('/stories/:id', (context) => openStory(context, deps))
    .post('/stories/:id', (context) => saveStory(context, deps))
    .get('/stories/:id/preview', (context) => preview(context, deps))
    .get('/stories/:id/history', (context) => historyPage(context, deps))
    .get('/stories/:id/related', (context) => relatedPage(context, deps))
    .post('/stories/:id/related', (context) => chooseRelated(context, deps))
    .get('/stories/:id/withdraw', (context) => askWithdrawal(context, deps))
    .post('/stories/:id/withdraw', (context) => withdraw(context, deps))
    .all('*', () => {
      throw new Problem('not_found', 'The newsroom has no such page.');
    });

/** The readers' page as it would be. The newsroom's headers keep it out of caches and its scripts from running. */
async function preview(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  return context.html(await deps.preview(story));
}

/**
 * A refusal in words, on a page. What is no refusal is a bug, and the site's own error page answers; but that says that
 * nothing was lost, which is not so where the disk was full.
 */
async function problemPage(error: Error, context: Context, deps: NewsroomDeps): Promise<Response> {
  if (!(error instanceof Problem) || (error.status >= 500 && error.code !== 'disk_full')) throw error;
  const { title } = problems[error.code];
  return page(context, deps, error.status as ContentfulStatusCode, {
    title,
    session: await findSession(context, deps),
    children: (
      <div class="narrow">
        <h1>{title}</h1>
        <p>{error.message}</p>
        <p>
          <a href="/newsroom">Stories</a>
        </p>
      </div>
    ),
  });
}
