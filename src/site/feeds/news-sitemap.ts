import { dayMs, type Instant } from '../../base/clock.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import { hrefOf } from '../addresses.js';
import type { Rendered } from '../http/page-route.js';
import type { FeedDeps } from './feed-deps.js';
import { xmlPage } from './sitemap.js';
import { xmlText } from './xml.js';

/** Google's rules for news sitemaps: stories of the last two days, at most 1,000. */
const newsDays = 2;
const newsAtMost = 1000;

/** /sitemap-news.xml. Its window moves with the clock, so it is made anew for each request. */
export async function newsSitemap({ stories, paper, siteUrl, clock }: FeedDeps): Promise<Rendered> {
  const latest = await stories.latest({ kind: 'site' }, newsAtMost);
  return xmlPage(newsSitemapXml(latest, { paperName: paper().name, siteUrl: siteUrl(), now: clock() }), []);
}

interface NewsSetting {
  readonly paperName: string;
  readonly siteUrl: string;
  readonly now: Instant;
}

export function newsSitemapXml(
  latest: readonly StoryCard[],
  { paperName, siteUrl, now }: NewsSetting,
): string {
  const since = now - newsDays * dayMs;
  const recent = latest.filter(({ firstPublishedAt }) => (firstPublishedAt ?? 0) > since);
  const urls = recent.map((card) => newsUrl(card, paperName, siteUrl));
  return `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n${urls.join('')}</urlset>\n`;
}

const newsUrl = (card: StoryCard, paperName: string, siteUrl: string): string =>
  `<url><loc>${xmlText(siteUrl + hrefOf(card.path))}</loc><news:news>` +
  `<news:publication><news:name>${xmlText(paperName)}</news:name><news:language>${newsLanguage(card.language)}</news:language></news:publication>` +
  `<news:publication_date>${new Date(card.firstPublishedAt!).toISOString()}</news:publication_date>` +
  `<news:title>${xmlText(card.headline)}</news:title></news:news></url>\n`;

/** ISO 639 alone, save for Chinese, which Google asks for as zh-cn or zh-tw. */
function newsLanguage(language: string): string {
  const [primary, ...rest] = language.toLowerCase().split('-');
  if (primary !== 'zh') return xmlText(primary!);
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-tw' : 'zh-cn';
}
