import { jsonForScript } from '../../base/html.js';
import { feedHref } from '../addresses.js';
import type { Chrome } from './chrome.js';

/** What a page tells machines of itself. */
export interface HeadFacts {
  /** Without the paper's name; the front has none. */
  readonly title: string;
  readonly description: string;
  /** The page's one address without origin; pages that should not be found have none. */
  readonly canonical?: string;
  readonly kind?: 'website' | 'article';
  readonly picture?: { readonly href: string; readonly altText: string };
  /** Address of the list whose feeds the page offers: '/', '/world', '/by/…'. */
  readonly feedsOf?: string;
  /** The name of that list, where the page itself is another: a story offers its section's feeds. */
  readonly feedsName?: string;
  /** Translations, this page among them. */
  readonly alternates?: readonly { readonly language: string; readonly href: string }[];
  readonly published?: string;
  readonly modified?: string;
  readonly jsonLd?: readonly unknown[];
  readonly scripts?: readonly string[];
}

const feedTypes = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;

/** The two files that every page's first lines are set in; the italic can wait. */
const firstFonts = ['fonts/serif.woff2', 'fonts/sans.woff2'] as const;

export function Head({ chrome, facts }: { readonly chrome: Chrome; readonly facts: HeadFacts }) {
  const { paper, siteUrl, asset } = chrome;
  const title = facts.title === '' ? paper.name : `${facts.title} · ${paper.name}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {facts.description !== '' && <meta name="description" content={facts.description} />}
      {firstFonts.map((name) => (
        <link rel="preload" as="font" type="font/woff2" href={asset(name)} crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={asset('site.css')} />
      <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1a1714" media="(prefers-color-scheme: dark)" />
      {facts.canonical === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <link rel="canonical" href={siteUrl + facts.canonical} />
      )}
      {facts.alternates?.map(({ language, href }) => (
        <link rel="alternate" hreflang={language} href={siteUrl + href} />
      ))}
      {facts.feedsOf !== undefined && <FeedLinks listHref={facts.feedsOf} title={feedTitle(chrome, facts)} />}
      {facts.canonical !== undefined && <OpenGraph chrome={chrome} facts={facts} />}
      {facts.jsonLd?.map((data) => (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonForScript(data) }} />
      ))}
      {facts.scripts?.map((name) => (
        <script type="module" src={asset(name)} />
      ))}
    </head>
  );
}

function feedTitle({ paper }: Chrome, { feedsName, title }: HeadFacts): string {
  const name = feedsName ?? title;
  return name === '' ? paper.name : `${name} · ${paper.name}`;
}

const FeedLinks = ({ listHref, title }: { readonly listHref: string; readonly title: string }) => (
  <>
    {(['rss', 'atom', 'json'] as const).map((format) => (
      <link rel="alternate" type={feedTypes[format]} title={title} href={feedHref(listHref, format)} />
    ))}
  </>
);

/** OpenGraph (ogp.me) and the one card property that it lacks. */
function OpenGraph({ chrome, facts }: { readonly chrome: Chrome; readonly facts: HeadFacts }) {
  const { paper, siteUrl } = chrome;
  const properties: readonly (readonly [string, string | undefined])[] = [
    ['og:type', facts.kind ?? 'website'],
    ['og:site_name', paper.name],
    ['og:title', facts.title === '' ? paper.name : facts.title],
    ['og:description', facts.description || undefined],
    ['og:url', siteUrl + facts.canonical],
    ['og:image', facts.picture && siteUrl + facts.picture.href],
    ['og:image:alt', facts.picture?.altText],
    ['article:published_time', facts.published],
    ['article:modified_time', facts.modified],
  ];
  return (
    <>
      {properties.map(([property, content]) => content && <meta property={property} content={content} />)}
      {facts.picture && <meta name="twitter:card" content="summary_large_image" />}
    </>
  );
}
