import { paragraphsOf } from '../../../newsroom/stories/body-text.js';
import { modifiedAt } from '../../../newsroom/stories/story.js';
import { contributorHref, hrefOf, mediaHref, sectionHref } from '../../addresses.js';
import { isoOf } from '../../theme/dates.js';
import type { HeadFacts } from '../../theme/head.js';
import type { StoryView } from './story-page.js';

const descriptionMaxCharacters = 200;

/** What a story's page tells machines. Its dates and numbers are those that the reader sees. */
export function storyHead(view: StoryView): HeadFacts {
  const { published, chrome } = view;
  const { story, corrections } = published;
  const href = hrefOf(story.path);
  const modified = modifiedAt(story, corrections[0]?.at);
  const picture = pictureOf(view);
  const section = published.sections.at(-1);
  return {
    title: story.headline,
    description: descriptionOf(view),
    canonical: href,
    kind: 'article',
    feedsOf: section === undefined ? '/' : sectionHref(section.path),
    feedsName: section?.name ?? '',
    alternates: alternatesOf(view),
    scripts: ['beacon.js', 'reaction.js', ...(view.lists.poolHref === undefined ? [] : ['picks-ask.js'])],
    jsonLd: [newsArticle(view, chrome.siteUrl + href), breadcrumbList(view)],
    ...(picture && { picture }),
    ...(story.firstPublishedAt !== undefined && { published: isoOf(story.firstPublishedAt) }),
    ...(modified !== undefined && { modified: isoOf(modified) }),
  };
}

function descriptionOf({ published: { story } }: StoryView): string {
  const text = story.standfirst || paragraphsOf(story.body)[0] || '';
  if (text.length <= descriptionMaxCharacters) return text;
  return `${text.slice(0, descriptionMaxCharacters).replace(/\s+\S*$/, '')}…`;
}

function pictureOf({ published: { story, picture } }: StoryView): HeadFacts['picture'] {
  if (picture === null) return undefined;
  return { href: mediaHref(picture.hash, 1280, 'jpg'), altText: story.leadPicture?.altText ?? '' };
}

function alternatesOf({
  published: { story, translations },
}: StoryView): NonNullable<HeadFacts['alternates']> {
  const others = translations.filter(({ path }) => path !== story.path);
  if (others.length === 0) return [];
  return [story, ...others].map(({ language, path }) => ({ language, href: hrefOf(path) }));
}

/** schema.org/NewsArticle; what is not known is left out, never guessed. */
function newsArticle(view: StoryView, address: string): unknown {
  const { published, chrome } = view;
  const { story, corrections, sections } = published;
  const modified = modifiedAt(story, corrections[0]?.at);
  const picture = pictureOf(view);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `urn:uuid:${story.id}`,
    mainEntityOfPage: address,
    url: address,
    headline: story.headline,
    description: story.standfirst || undefined,
    inLanguage: story.language,
    datePublished: story.firstPublishedAt === undefined ? undefined : isoOf(story.firstPublishedAt),
    dateModified: modified === undefined ? undefined : isoOf(modified),
    dateline: story.dateline || undefined,
    articleSection: sections.map(({ name }) => name),
    keywords: story.topics.length > 0 ? story.topics : undefined,
    image: picture && [chrome.siteUrl + picture.href],
    author: authorsOf(view),
    publisher: { '@type': 'NewsMediaOrganization', name: chrome.paper.name, url: `${chrome.siteUrl}/` },
    correction: corrections.map(({ text, at }) => ({
      '@type': 'CorrectionComment',
      text,
      datePublished: isoOf(at),
    })),
    interactionStatistic: interactionsOf(view),
    isAccessibleForFree: true,
  };
}

function authorsOf({ published: { story, contributors }, chrome }: StoryView): unknown {
  if (contributors.length > 0) {
    return contributors.map(({ contributor: { name, slug, title } }) => ({
      '@type': 'Person',
      name,
      url: chrome.siteUrl + contributorHref(slug),
      jobTitle: title || undefined,
    }));
  }
  if (story.byline.kind === 'printed') return { '@type': 'Person', name: story.byline.text };
  return story.agency === '' ? undefined : { '@type': 'Organization', name: story.agency };
}

/** Public numbers, which exist only once an Edition has counted the story. */
function interactionsOf({ counts }: StoryView): unknown {
  if (counts === undefined) return undefined;
  const counter = (action: string, count: number) => ({
    '@type': 'InteractionCounter',
    interactionType: { '@type': action },
    userInteractionCount: count,
    endTime: isoOf(counts.at),
  });
  return [counter('ReadAction', counts.views), counter('LikeAction', counts.reactions)];
}

/** schema.org/BreadcrumbList: the breadcrumb that stands on the page. */
function breadcrumbList({ published: { sections }, chrome: { siteUrl, labels } }: StoryView): unknown {
  const steps = [
    { name: labels.home, href: '/' },
    ...sections.map(({ name, path }) => ({ name, href: sectionHref(path) })),
  ];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, href }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: siteUrl + href,
    })),
  };
}
