import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Clock } from '../../base/clock.js';
import type { Log } from '../../base/log.js';
import type { HostCheck } from './allowed-hosts.js';
import { Failures } from './failures.js';
import { type PageCache, type ReadyPage, readyPage } from './page-cache.js';
import type { PageRequest, PageRoute, Rendered } from './page-route.js';
import { responseOf } from './send.js';
import type { StaticFiles } from './static-files.js';

export interface SiteParts {
  readonly pages: PageCache;
  readonly files: StaticFiles;
  /** In the order in which they are tried; the last one may take everything. */
  readonly routes: readonly PageRoute[];
  /** Everything that is not a cached public page, by the address under which it hangs. */
  readonly mounts: readonly { readonly at: string; readonly app: Hono }[];
  readonly isAllowedHost: HostCheck;
  readonly errorPage: (status: number) => Rendered;
  readonly clock: Clock;
  readonly log: Log;
}

/** The site without a socket: what tests ask and what the server listens for. */
export function buildSite(parts: SiteParts): Hono {
  const site = new Hono();
  site.use(async (context, next) => {
    if (!parts.isAllowedHost(context.req.header('host'))) {
      return context.text(
        'This server does not answer for that host. The operator sets it with siteUrl.\n',
        421,
      );
    }
    return next();
  });
  site.get('/assets/*', (context) => {
    const file = parts.files.find(context.req.path);
    return file ? send(context, file) : context.text('Not found\n', 404);
  });
  // Browsers ask for it on pages that name no icon, such as a feed or a picture.
  site.get('/favicon.ico', (context) => context.redirect(parts.files.href('favicon.svg')));
  for (const { at, app } of parts.mounts) site.route(at, app);
  for (const route of parts.routes) site.get(route.pattern, (context) => servePage(context, parts, route));
  site.all('*', (context) => context.text('Method not allowed\n', 405, { allow: 'GET, HEAD' }));
  const failures = new Failures(parts.log);
  site.onError((error, context) => answerError(error, context, { ...parts, failures }));
  return site;
}

async function servePage(context: Context, { pages, clock }: SiteParts, route: PageRoute): Promise<Response> {
  const request = pageRequestOf(context, route, clock());
  if (request === undefined) return context.text('The address is not valid.\n', 400);
  if (!route.cacheable) return send(context, await readyPage(await route.render(request), false));
  return send(
    context,
    await pages.findOrRender(cacheKeyOf(context.req.path, request.query), () => route.render(request)),
  );
}

/** Path as sent, then the known query keys in order; a path alone is its own key, which the short way relies on. */
export function cacheKeyOf(path: string, query: Readonly<Record<string, string>>): string {
  const known = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return known.length === 0 ? path : `${path}?${known.join('&')}`;
}

/** A value longer than this is no permalink, page or search of ours. */
const maxQueryCharacters = 200;

function pageRequestOf(context: Context, route: PageRoute, now: number): PageRequest | undefined {
  const query: Record<string, string> = {};
  for (const key of route.queryKeys) {
    const value = context.req.query(key);
    if (value !== undefined) query[key] = value.slice(0, maxQueryCharacters);
  }
  try {
    const path = decodeURIComponent(new URL(context.req.url).pathname).normalize('NFC');
    return { path, params: context.req.param() as Record<string, string>, query, now };
  } catch {
    return undefined;
  }
}

function send(context: Context, page: ReadyPage): Response {
  const { status, headers, bytes } = responseOf(
    page,
    context.req.header('accept-encoding'),
    context.req.header('if-none-match'),
  );
  const hasNoBody = context.req.method === 'HEAD' || bytes === undefined;
  return new Response(hasNoBody ? null : new Uint8Array(bytes), { status, headers });
}

async function answerError(
  error: Error,
  context: Context,
  { errorPage, failures }: SiteParts & { readonly failures: Failures },
): Promise<Response> {
  const { path } = context.req;
  if (path.startsWith('/api/')) {
    const { status, headers, body } = failures.answer(error, path);
    return context.json(body, status as ContentfulStatusCode, headers);
  }
  const status = failures.note(error, path);
  if (status < 500) return context.text(`${error.message}\n`, status as ContentfulStatusCode);
  return send(context, await readyPage(errorPage(status), false));
}
