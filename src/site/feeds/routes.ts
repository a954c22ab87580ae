import { feedFormats, feedHref, hrefOf } from '../addresses.js';
import { pathTag } from '../cache-tags.js';
import type { PageRequest, PageRoute, Rendered } from '../http/page-route.js';
import { loadFeed } from './feed.js';
import type { FeedDeps } from './feed-deps.js';
import { feedWriters } from './feed-formats.js';
import { findFeedScope } from './feed-scope.js';
import { newsSitemap } from './news-sitemap.js';
import { findSitemap, sitemapIndex } from './sitemap.js';

const text = (status: number, body: string, tags: readonly string[]): Rendered => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
  tags,
});

const nothingHere = (path: string): Rendered =>
  text(404, 'There is nothing at this address.\n', [pathTag(path)]);

const feedPath = /^(.*)\/feed\.(rss|atom|json)$/;

async function feedPage(deps: FeedDeps, { path }: PageRequest): Promise<Rendered> {
  const [, listPath, extension] = feedPath.exec(path) ?? [];
  const format = feedFormats.find((each) => each === extension);
  const scope = listPath === undefined ? undefined : await findFeedScope(deps, listPath);
  if (format === undefined || scope === undefined) return nothingHere(path);
  const feed = await loadFeed(deps, scope, feedHref(hrefOf(scope.href === '/' ? '/' : listPath!), format));
  const { contentType, write } = feedWriters[format];
  return { status: 200, contentType, body: write(feed), tags: feed.tags };
}

async function sitemapPage(deps: FeedDeps, { path }: PageRequest): Promise<Rendered> {
  const name = /^\/sitemaps\/(.+)\.xml$/.exec(path)?.[1] ?? '';
  return (await findSitemap(deps, name)) ?? nothingHere(path);
}

const robots = ({ siteUrl }: FeedDeps): Rendered =>
  text(
    200,
    `User-agent: *
Disallow: /newsroom
Disallow: /search
Disallow: /api

Sitemap: ${siteUrl()}/sitemap.xml
Sitemap: ${siteUrl()}/sitemap-news.xml
`,
    [],
  );

/** Feeds, sitemaps and robots.txt. They stand before the pages' last route, which takes every address. */
export function feedRoutes(deps: FeedDeps): readonly PageRoute[] {
  const route = (
    pattern: string,
    render: (request: PageRequest) => Promise<Rendered>,
    cacheable = true,
  ): PageRoute => ({ pattern, queryKeys: [], cacheable, render });
  return [
    ...feedFormats.flatMap((format) => [
      route(`/feed.${format}`, (request) => feedPage(deps, request)),
      route(`/:list{.+}/feed.${format}`, (request) => feedPage(deps, request)),
    ]),
    route('/sitemap.xml', () => sitemapIndex(deps)),
    route('/sitemaps/:name', (request) => sitemapPage(deps, request)),
    route('/sitemap-news.xml', () => newsSitemap(deps), false),
    route('/robots.txt', async () => robots(deps)),
  ];
}
