import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { type Deed, mayDo } from '../../newsroom/staff/permissions.js';
import type { StaffSession } from '../../newsroom/staff/staff-desk.js';
import { accessKey } from './access-key.js';
import type { NewsroomDeps } from './newsroom-deps.js';

export type PageParts = Pick<NewsroomDeps, 'paper' | 'asset'>;

interface PageProps {
  readonly title: string;
  /** Undefined on the pages that one sees before signing in. */
  readonly session: StaffSession | undefined;
  /** Address of the page's place in the head, which is marked. */
  readonly place?: string;
  readonly children: ComponentChildren;
}

/** A page of the newsroom as a response. */
export const page = (
  context: Context,
  parts: PageParts,
  status: ContentfulStatusCode,
  props: PageProps,
): Response => context.html(`<!doctype html>${render(<Page parts={parts} {...props} />)}`, status);

function Page({ parts, title, session, place, children }: PageProps & { readonly parts: PageParts }) {
  const { asset, paper } = parts;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${title} · ${paper().name} newsroom`}</title>
        <link rel="stylesheet" href={asset('newsroom.css')} />
        <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="room">
          <p class="room-name">
            <a href={session ? '/newsroom' : '/'}>{paper().name}</a>
          </p>
          {session && <Places session={session} place={place} />}
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

interface Place {
  readonly href: string;
  readonly name: string;
  readonly letter?: string;
  /** Shown to those who may. */
  readonly deed?: Deed;
}

const places: readonly Place[] = [
  { href: '/newsroom', name: 'Stories', letter: 'l' },
  { href: '/newsroom/stories/new', name: 'New story', letter: 'n' },
  { href: '/newsroom/numbers', name: 'Numbers', deed: 'read-numbers' },
  { href: '/newsroom/imports', name: 'Imports' },
];

function Places({ session, place }: { readonly session: StaffSession; readonly place: string | undefined }) {
  return (
    <>
      <nav aria-label="Newsroom">
        <ul class="places">
          {places
            .filter(({ deed }) => deed === undefined || mayDo(session.member.role, deed))
            .map(({ href, name, letter }) => (
              <li>
                <a
                  href={href}
                  {...(letter ? accessKey(letter) : {})}
                  aria-current={place === href ? 'page' : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
          <li>
            <a href="/">Site</a>
          </li>
          <li>
            <a href="/newsroom/keys" aria-label="Keyboard help" title="Keyboard help">
              ?
            </a>
          </li>
        </ul>
      </nav>
      <form class="who" method="post" action="/newsroom/sign-out">
        <FormToken session={session} />
        <span title={session.member.email}>
          {session.member.name}, {session.member.role}
        </span>
        <button type="submit" class="quiet">
          Sign out
        </button>
      </form>
    </>
  );
}

export const FormToken = ({ session }: { readonly session: StaffSession }) => (
  <input type="hidden" name="token" value={session.formToken} />
);
