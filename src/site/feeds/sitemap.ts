import { hrefOf } from '../addresses.js';
import { sitemapsTag } from '../cache-tags.js';
import type { Rendered } from '../http/page-route.js';
import type { FeedDeps } from './feed-deps.js';
import { xmlText } from './xml.js';

/** sitemaps.org: a file holds at most 50,000 addresses. */
export const addressesASitemap = 50_000;

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const lastmod = (instant: number): string => `<lastmod>${new Date(instant).toISOString()}</lastmod>`;

export const xmlPage = (body: string, tags: readonly string[]): Rendered => ({
  status: 200,
  contentType: 'application/xml; charset=utf-8',
  body: declaration + body,
  tags,
});

/** /sitemap.xml: one sitemap a month, several for a month of more than 50,000 stories. */
export async function sitemapIndex({ stories, siteUrl }: FeedDeps): Promise<Rendered> {
  const months = await stories.publishedMonths();
  const files = months.flatMap(({ month, modifiedAt, storyCount }) =>
    partNames(month, storyCount).map(
      (name) =>
        `<sitemap><loc>${xmlText(`${siteUrl()}/sitemaps/${name}.xml`)}</loc>${lastmod(modifiedAt)}</sitemap>\n`,
    ),
  );
  return xmlPage(`<sitemapindex ${namespace}>\n${files.join('')}</sitemapindex>\n`, [sitemapsTag]);
}

/** "2026-11", "2026-11-2", … */
export const partNames = (month: string, storyCount: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(storyCount / addressesASitemap)) }, (_, index) =>
    index === 0 ? month : `${month}-${index + 1}`,
  );

const partPattern = /^(\d{4}-\d{2})(?:-([2-9]|[1-9]\d{1,3}))?$/;

/** Month and part, from 1, of a sitemap's name; undefined when the name is none of ours. */
export function parsePartName(name: string): { readonly month: string; readonly part: number } | undefined {
  const [, month, part = '1'] = partPattern.exec(name) ?? [];
  return month === undefined ? undefined : { month, part: Number(part) };
}

/** /sitemaps/NAME.xml; undefined when the name is none of ours or holds nothing. */
export async function findSitemap(
  { stories, siteUrl }: FeedDeps,
  name: string,
): Promise<Rendered | undefined> {
  const asked = parsePartName(name);
  if (asked === undefined) return undefined;
  const start = (asked.part - 1) * addressesASitemap;
  const entries = (await stories.publishedInMonth(asked.month)).slice(start, start + addressesASitemap);
  return entries.length === 0 ? undefined : xmlPage(sitemapXml(entries, siteUrl()), [sitemapsTag]);
}

export function sitemapXml(
  entries: readonly { readonly path: string; readonly modifiedAt: number }[],
  siteUrl: string,
): string {
  const urls = entries.map(
    ({ path, modifiedAt }) =>
      `<url><loc>${xmlText(siteUrl + hrefOf(path))}</loc>${lastmod(modifiedAt)}</url>\n`,
  );
  return `<urlset ${namespace}>\n${urls.join('')}</urlset>\n`;
}
