import { type Context, Hono } from 'hono';
import { page } from './layout.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import { Faults } from './notices.js';
import { limitSignIn, readForm } from './own-forms.js';
import { dropSessionCookie, findSession, originOf, setSessionCookie } from './session.js';

const refusals = {
  wrong: {
    status: 401,
    message: 'E-mail and password do not go together, or this account may not sign in from here.',
  },
  'too-many': { status: 429, message: 'There were too many attempts. Wait a minute, then try again.' },
} as const;

/** `/sign-in` and `/sign-out`: the only newsroom addresses that somebody without a session may use. */
export const signInRoutes = (deps: NewsroomDeps): Hono =>
  new Hono()
    .get('/sign-in', (context) => signInPage(context, deps, 200, { next: context.req.query('next') ?? '' }))
    .post('/sign-in', limitSignIn, async (context) => {
      const form = await readForm(context);
      const typed = { email: form.text('email'), password: form.text('password') };
      const next = form.text('next');
      const opened = await deps.staff.signIn(typed, originOf(context, deps));
      if (!opened.ok) {
        const { status, message } = refusals[opened.refusal];
        return signInPage(context, deps, status, { next, email: typed.email, message });
      }
      // A session that this browser had before ends with the new one.
      const former = await findSession(context, deps);
      if (former) await deps.staff.signOut(former.token);
      setSessionCookie(context, deps.siteUrl(), opened.value.token);
      return context.redirect(ownPlace(next), 303);
    });

export async function signOut(context: Context, deps: NewsroomDeps, token: string): Promise<Response> {
  await deps.staff.signOut(token);
  dropSessionCookie(context, deps.siteUrl());
  return context.redirect('/newsroom/sign-in', 303);
}

/** Only a page of the newsroom is gone on to: an address in a link must not lead somebody who signs in elsewhere. */
const ownPlace = (next: string): string =>
  /^\/newsroom(?:[/?][\w/?=&.,%-]*)?$/.test(next) ? next : '/newsroom';

interface Typed {
  readonly next: string;
  readonly email?: string;
  readonly message?: string;
}

function signInPage(
  context: Context,
  deps: NewsroomDeps,
  status: 200 | 401 | 429,
  { next, email = '', message }: Typed,
): Response {
  return page(context, deps, status, {
    title: 'Sign in',
    session: undefined,
    children: (
      <form class="narrow sign-in" method="post" action="/newsroom/sign-in">
        <h1>Sign in to the newsroom</h1>
        {message && <Faults heading="You are not signed in" faults={[{ field: 'email', message }]} />}
        <input type="hidden" name="next" value={next} />
        <label for="email">E-mail</label>
        <input
          id="email"
          name="email"
          type="text"
          inputMode="email"
          autoComplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={email}
          autofocus={message === undefined}
        />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
        <button type="submit">Sign in</button>
      </form>
    ),
  });
}
