import type { PathTarget } from '../../newsroom/stories/published-stories.js';
import { hrefOf } from '../addresses.js';
import { pathTag } from '../cache-tags.js';
import type { PageRequest, Rendered } from '../http/page-route.js';
import { gonePage, notFoundPage } from './refusal-pages.js';
import { sectionPage } from './section-page.js';
import type { SiteDeps } from './site-deps.js';
import { storyPage } from './story/story-page.js';

/** Query keys that older sites named their stories by: /?p=12, /story.php?id=7. */
export const permalinkKeys = ['p', 'page_id', 'id', 'story'] as const;

/** Any address without a route of its own: a story, where one was, or a section. */
export async function pathPage(deps: SiteDeps, request: PageRequest): Promise<Rendered> {
  const target = await findTarget(deps, request);
  if (target !== undefined) return targetPage(deps, request, target);
  const path = request.path.replace(/(?<=.)\/+$/, '');
  const sections = await deps.directory.sections();
  const section = sections.find((each) => `/${each.path}` === path);
  if (section === undefined) return notFoundPage(deps, request.path);
  if (path !== request.path) return movedTo(path, request.path);
  return sectionPage(deps, request, section);
}

/** What a stored path leads to: the exact address with its query first, then without. */
export async function findTarget(
  { stories }: SiteDeps,
  { path, query }: PageRequest,
): Promise<PathTarget | undefined> {
  const permalink = Object.entries(query).filter(([key]) =>
    (permalinkKeys as readonly string[]).includes(key),
  );
  if (permalink.length > 0) {
    const exact = await stories.findByPath(`${path}?${permalink.map((pair) => pair.join('=')).join('&')}`);
    if (exact !== undefined) return exact;
  }
  const target = await stories.findByPath(path);
  if (target !== undefined || path === '/' || !path.endsWith('/')) return target;
  return withoutSlash(path, await stories.findByPath(path.slice(0, -1)));
}

/** An address with a slash too many moves to the one without. */
const withoutSlash = (path: string, target: PathTarget | undefined): PathTarget | undefined =>
  target?.kind === 'story' ? { kind: 'moved', to: path.slice(0, -1) } : target;

export async function targetPage(
  deps: SiteDeps,
  request: PageRequest,
  target: PathTarget,
): Promise<Rendered> {
  switch (target.kind) {
    case 'story':
      return storyPage(deps, target.story);
    case 'moved':
      return movedTo(target.to, request.path);
    case 'withdrawn':
    case 'erased':
      return gonePage(deps, request.path, target);
  }
}

const movedTo = (to: string, from: string): Rendered => ({
  status: 301,
  contentType: 'text/plain; charset=utf-8',
  body: '',
  tags: [pathTag(from), pathTag(to)],
  headers: { location: hrefOf(to) },
});
