import type { SectionId } from '../stories/story.js';

/** A place in the paper's tree. `path` is its slugs from the top, "world/asia"; it is its address too. */
export interface Section {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly name: string;
  readonly slug: string;
  readonly path: string;
  readonly position: number;
}

/** First parts of addresses that the site itself uses; a section of that name would hide behind them. */
export const reservedSectionSlugs: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'by',
  'corrections',
  'counted',
  'favicon.ico',
  'favicon.svg',
  'feed.atom',
  'feed.json',
  'feed.rss',
  'how-we-count',
  'media',
  'metrics',
  'newsroom',
  'robots.txt',
  'search',
  'sitemap.xml',
  'sitemaps',
  'sitemap-news.xml',
  'topic',
  'undated',
  'what-we-store',
]);

/** Why a slug may not name a section, or undefined when it may. Four digits would read as a year in a story's path. */
export function sectionSlugFault(slug: string): string | undefined {
  if (slug === '') return 'A section needs a name that leaves at least one letter or digit for its address.';
  if (reservedSectionSlugs.has(slug))
    return `"${slug}" is an address of the site itself; choose another name.`;
  if (/^\d{4}$/.test(slug)) return `"${slug}" reads like a year in a story's address; choose another name.`;
  return undefined;
}
