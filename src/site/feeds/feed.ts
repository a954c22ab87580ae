import type { Instant } from '../../base/clock.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import type { Paper, PublishedStory } from '../../newsroom/stories/published-stories.js';
import { modifiedAt, type StoryId } from '../../newsroom/stories/story.js';
import { hrefOf } from '../addresses.js';
import { countsTag, paperTag, storyTag } from '../cache-tags.js';
import { feedContent } from './feed-content.js';
import type { FeedDeps } from './feed-deps.js';
import type { FeedScope } from './feed-scope.js';
import { withoutForbidden } from './xml.js';

/** A story as all three formats tell it. */
export interface FeedItem {
  readonly id: StoryId;
  /** Made of the story's id, so it stays when headline and address change, and no reader shows the story twice. */
  readonly guid: string;
  readonly address: string;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly contentHtml: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly published: Instant;
  readonly modified: Instant;
  /** Undefined before an Edition counted the story. */
  readonly counts: PublicCounts | undefined;
}

/** A list of stories, newest first, before it is written in one of the formats. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly homeAddress: string;
  readonly selfAddress: string;
  readonly updated: Instant;
  readonly items: readonly FeedItem[];
  readonly tags: readonly string[];
}

const storiesAFeed = 30;

export async function loadFeed(deps: FeedDeps, scope: FeedScope, selfHref: string): Promise<Feed> {
  const published = await deps.stories.latestWhole(scope.stories, storiesAFeed);
  return feedOf(published, {
    scope,
    paper: deps.paper(),
    siteUrl: deps.siteUrl(),
    selfHref,
    now: deps.clock(),
    countsOf: (id) => deps.lists.counts(id),
  });
}

export interface FeedSetting {
  readonly scope: FeedScope;
  readonly paper: Paper;
  readonly siteUrl: string;
  readonly selfHref: string;
  readonly now: Instant;
  readonly countsOf: (id: StoryId) => PublicCounts | undefined;
}

/** The latest stories of a scope, whole. A story of unknown date is in no feed: it would be new for ever. Pure. */
export function feedOf(
  published: readonly PublishedStory[],
  { scope, paper: { name, tagline, language }, siteUrl, selfHref, now, countsOf }: FeedSetting,
): Feed {
  const items = published.flatMap((each) => itemOf(each, siteUrl, countsOf(each.story.id)));
  return {
    title: withoutForbidden(scope.name === '' ? name : `${scope.name} · ${name}`),
    description: withoutForbidden(scope.description || tagline || name),
    language,
    homeAddress: siteUrl + scope.href,
    selfAddress: siteUrl + selfHref,
    updated: items.length === 0 ? now : Math.max(...items.map(({ modified }) => modified)),
    items,
    tags: [scope.tag, paperTag, ...items.flatMap(({ id }) => [storyTag(id), countsTag(id)])],
  };
}

function itemOf(published: PublishedStory, siteUrl: string, counts: PublicCounts | undefined): FeedItem[] {
  const { story, corrections, sections } = published;
  const { firstPublishedAt } = story;
  if (firstPublishedAt === undefined) return [];
  const categories = new Set([...sections.map(({ name }) => name), ...story.topics].map(withoutForbidden));
  return [
    {
      id: story.id,
      guid: `urn:uuid:${story.id}`,
      address: siteUrl + hrefOf(story.path),
      language: story.language,
      title: withoutForbidden(story.headline),
      summary: withoutForbidden(story.standfirst || paragraphsOf(story.body)[0] || ''),
      contentHtml: withoutForbidden(feedContent(published, siteUrl)),
      authors: authorsOf(published).map(withoutForbidden),
      categories: [...categories],
      published: firstPublishedAt,
      modified: modifiedAt(story, corrections[0]?.at) ?? firstPublishedAt,
      counts,
    },
  ];
}

function authorsOf({ story, contributors }: PublishedStory): string[] {
  if (story.byline.kind === 'printed') return [story.byline.text];
  if (contributors.length > 0) return contributors.map(({ contributor }) => contributor.name);
  return story.agency === '' ? [] : [story.agency];
}
