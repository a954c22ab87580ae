import type { Context } from 'hono';
import type { StaffSession } from '../../newsroom/staff/staff-desk.js';
import { FormToken, page } from './layout.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import { Faults } from './notices.js';
import type { Form } from './own-forms.js';

/**
 * A form that came without a session, or with another session's token, is not acted upon; but an hour of writing may
 * be in it. The page carries it all: sign in beside it, then send it again. It came from this site's own pages.
 */
export function resendPage(
  context: Context,
  deps: NewsroomDeps,
  form: Form,
  session: StaffSession | undefined,
): Response {
  const heading = session ? 'Send this once more' : 'You are signed out';
  return page(context, deps, session ? 403 : 401, {
    title: heading,
    session,
    children: (
      <div class="narrow">
        <h1>{heading}</h1>
        <Faults
          heading="Nothing was saved yet"
          faults={[
            {
              message: session
                ? 'You signed in anew after this form was opened. What you typed is kept on this page.'
                : 'Your session has ended. What you typed is kept on this page.',
            },
          ]}
        />
        {!session && (
          <p>
            <a href="/newsroom/sign-in" target="_blank" rel="noopener">
              Sign in in a new tab
            </a>
            , then come back here.
          </p>
        )}
        <form method="post" action={new URL(context.req.url).pathname}>
          {session && <FormToken session={session} />}
          {form.entries().map(([name, value]) => name !== 'token' && <Kept name={name} value={value} />)}
          <button type="submit">Send again</button>
        </form>
        <p class="hint">A picture that was chosen has to be chosen again.</p>
      </div>
    ),
  });
}

const Kept = ({ name, value }: { readonly name: string; readonly value: string }) =>
  value.includes('\n') ? (
    <textarea name={name} readOnly rows={8} aria-label={name}>
      {value}
    </textarea>
  ) : (
    <input type="hidden" name={name} value={value} />
  );
