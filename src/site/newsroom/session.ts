import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { parse as parseCookies } from 'hono/utils/cookie';
import { secondMs } from '../../base/clock.js';
import { longestSessionMs, type Origin, type StaffSession } from '../../newsroom/staff/staff-desk.js';
import { isLocalRequest } from '../http/client-address.js';
import { headOf, type RequestHead } from '../http/request-head.js';
import type { SessionDeps } from './newsroom-deps.js';

/** What the newsroom's routes know once somebody is signed in. */
export interface NewsroomEnv {
  Variables: { session: StaffSession };
}

/**
 * Over HTTPS the prefix __Host- binds the cookie to this very host (RFC 6265bis, section 4.1.3.2). Without, the port
 * stands in the name: cookies do not know ports, and two papers on one machine would sign each other out.
 */
export function cookieNameOf(siteUrl: string): string {
  const { protocol, port } = new URL(siteUrl);
  return protocol === 'https:' ? '__Host-newsroom' : `newsroom-${port || '80'}`;
}

/** The whole site's path: the events API has to know its staff too. */
const cookieOptions = (siteUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: siteUrl.startsWith('https:') }) as const;

export function setSessionCookie(context: Context, siteUrl: string, token: string): void {
  setCookie(context, cookieNameOf(siteUrl), token, {
    ...cookieOptions(siteUrl),
    maxAge: longestSessionMs / secondMs,
  });
}

export const dropSessionCookie = (context: Context, siteUrl: string): void =>
  void deleteCookie(context, cookieNameOf(siteUrl), cookieOptions(siteUrl));

export function originOf(context: Context, deps: Pick<SessionDeps, 'clientAddress'>): Origin {
  return originOfHead(headOf(context), deps);
}

function originOfHead(head: RequestHead, deps: Pick<SessionDeps, 'clientAddress'>): Origin {
  const address = deps.clientAddress(head) ?? '';
  return { address, isLocal: isLocalRequest(head, address) };
}

export const findSession = (context: Context, deps: SessionDeps): Promise<StaffSession | undefined> =>
  sessionOfHead(headOf(context), deps);

async function sessionOfHead(head: RequestHead, deps: SessionDeps): Promise<StaffSession | undefined> {
  const cookies = head.header('cookie');
  if (cookies === undefined) return undefined;
  const name = cookieNameOf(deps.siteUrl());
  const token = parseCookies(cookies, name)[name];
  return token ? deps.staff.findSession(token, originOfHead(head, deps)) : undefined;
}

/** Whether a request comes from somebody who is signed in. Without the cookie nothing is asked of the database. */
export const staffCheck =
  (deps: SessionDeps) =>
  async (head: RequestHead): Promise<boolean> =>
    (await sessionOfHead(head, deps)) !== undefined;

/** Lets in who is signed in; a page asked for by others leads to the sign-in and back. */
export const requireSession =
  (deps: SessionDeps): MiddlewareHandler<NewsroomEnv> =>
  async (context, next) => {
    const session = await findSession(context, deps);
    if (session !== undefined) {
      context.set('session', session);
      return next();
    }
    const isPage = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (!isPage) return next();
    const { pathname, search } = new URL(context.req.url);
    return context.redirect(`/newsroom/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
  };
