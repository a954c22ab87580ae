import type { PageRequest, PageRoute, Rendered } from '../http/page-route.js';
import { contributorPage } from './contributor-page.js';
import { correctionsPage } from './corrections-page.js';
import { countedPage } from './counting/counted-page.js';
import { howWeCountPage } from './counting/how-we-count-page.js';
import { whatWeStorePage } from './counting/what-we-store-page.js';
import { frontPage } from './front-page.js';
import { pathPage, permalinkKeys } from './path-page.js';
import { searchPage } from './search-page.js';
import type { SiteDeps } from './site-deps.js';
import { topicPage } from './topic-page.js';

type Page = (deps: SiteDeps, request: PageRequest) => Promise<Rendered>;

/** The readers' pages. The last route takes every address that no other one took, so these come last of all. */
export function pageRoutes(deps: SiteDeps): readonly PageRoute[] {
  const kept = (pattern: string, queryKeys: readonly string[], page: Page): PageRoute => ({
    pattern,
    queryKeys,
    cacheable: true,
    render: (request) => page(deps, request),
  });
  return [
    kept('/', permalinkKeys, frontPage),
    kept('/by/:slug', ['after'], contributorPage),
    kept('/topic/:slug', ['after'], topicPage),
    kept('/corrections', [], correctionsPage),
    kept('/how-we-count', [], howWeCountPage),
    kept('/what-we-store', [], whatWeStorePage),
    kept('/counted/*', [], countedPage),
    { ...kept('/search', ['q', 'order', 'page'], searchPage), cacheable: false },
    kept('/*', ['after', ...permalinkKeys], pathPage),
  ];
}
