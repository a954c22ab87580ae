import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../../base/problem.js';
import { mostPictureBytes } from '../../newsroom/media/picture-checks.js';
import { isFormToken } from '../../newsroom/staff/session-token.js';
import { requireUncompressed } from '../http/uncompressed.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import { resendPage } from './resend-page.js';
import type { NewsroomEnv } from './session.js';

/** A form as sent: every field's values in order; files apart. */
export interface Form {
  text(name: string): string;
  all(name: string): readonly string[];
  file(name: string): File | undefined;
  /** All text fields, for a form that is shown again. */
  entries(): readonly (readonly [string, string])[];
}

const mostTextBytes = 4 * 1024 * 1024;

/** Refuses what another site sent: browsers name the origin with every POST, and Sec-Fetch-Site agrees with it. */
export const requireOwnOrigin =
  (siteUrl: () => string): MiddlewareHandler =>
  async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const origin = context.req.header('origin');
    const fetchSite = context.req.header('sec-fetch-site');
    const isOwn =
      origin === undefined ? fetchSite === 'same-origin' : isOwnOrigin(origin, siteUrl(), context);
    if (!isOwn || (fetchSite !== undefined && fetchSite !== 'same-origin'))
      throw new Problem('bad_origin', 'Only pages of this newsroom may send this. Nothing was changed.');
    return next();
  };

/** The configured origin, or the one under which this very machine was asked: localhost and 127.0.0.1 are two. */
function isOwnOrigin(origin: string, siteUrl: string, context: Context): boolean {
  if (origin === siteUrl) return true;
  const host = context.req.header('host') ?? '';
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host) && origin === `http://${host}`;
}

function limitTo(maxSize: number, message: string): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem(
        'too_large',
        `${message} Nothing was changed; go back, your text is still in the form.`,
      );
    },
  });
  return (context, next) => {
    requireUncompressed(context);
    return limit(context, next);
  };
}

/** A form may carry one picture beside its text. */
const ofStaff = limitTo(mostPictureBytes + mostTextBytes, 'A form carries at most 40 MB of picture.');
/** Who is not signed in gets the text back, but cannot fill the memory with pictures. */
const ofStrangers = limitTo(
  mostTextBytes,
  'You are signed out, and the form is too large to be kept for you.',
);

export const limitForm: MiddlewareHandler<NewsroomEnv> = (context, next) =>
  context.get('session') === undefined ? ofStrangers(context, next) : ofStaff(context, next);

export const limitSignIn = limitTo(16 * 1024, 'That is no sign-in form.');

/**
 * Lets a form through that was made for this session. One whose session has ended, or whose token is another's, is
 * shown again with everything that was typed, to be sent once more.
 */
export const requireForm =
  (deps: NewsroomDeps): MiddlewareHandler<NewsroomEnv> =>
  async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const session = context.get('session');
    const form = await readForm(context);
    if (session === undefined) return resendPage(context, deps, form, undefined);
    if (!isFormToken(form.text('token'), session.token)) return resendPage(context, deps, form, session);
    return next();
  };

export async function readForm(context: Context): Promise<Form> {
  const fields = await context.req.parseBody({ all: true }).catch(() => {
    throw new Problem('invalid_input', 'The form cannot be read.');
  });
  const valuesOf = (name: string) => [fields[name] ?? []].flat();
  const all = (name: string) => valuesOf(name).filter((value) => typeof value === 'string');
  return {
    all,
    text: (name) => all(name)[0] ?? '',
    file: (name) => valuesOf(name).find((value): value is File => value instanceof File && value.size > 0),
    entries: () => Object.keys(fields).flatMap((name) => all(name).map((value) => [name, value] as const)),
  };
}
