import type { StoryScope } from '../../newsroom/stories/published-stories.js';
import { contributorHref, sectionHref, topicHref } from '../addresses.js';
import { contributorTag, frontTag, sectionTag, topicTag } from '../cache-tags.js';
import type { FeedDeps } from './feed-deps.js';

/** What a feed is of. */
export interface FeedScope {
  /** Empty for the paper as a whole. */
  readonly name: string;
  readonly description: string;
  /** Address of the page that lists the same stories. */
  readonly href: string;
  readonly stories: StoryScope;
  readonly tag: string;
}

/** The scope of a list page's path: '' the paper, '/by/x', '/topic/x', else a section; undefined if there is none. */
export async function findFeedScope({ directory }: FeedDeps, path: string): Promise<FeedScope | undefined> {
  if (path === '') return { name: '', description: '', href: '/', stories: { kind: 'site' }, tag: frontTag };
  const [, kind, slug] = /^\/(by|topic)\/([^/]+)$/.exec(path) ?? [];
  if (kind === 'by') return contributorScope(directory, slug!);
  if (kind === 'topic') return topicScope(directory, slug!);
  const section = (await directory.sections()).find((each) => `/${each.path}` === path);
  if (section === undefined) return undefined;
  return {
    name: section.name,
    description: '',
    href: sectionHref(section.path),
    stories: { kind: 'section', sectionId: section.id },
    tag: sectionTag(section.id),
  };
}

type Directory = FeedDeps['directory'];

async function contributorScope(directory: Directory, slug: string): Promise<FeedScope | undefined> {
  const contributor = await directory.findContributor(slug);
  if (contributor === undefined) return undefined;
  return {
    name: contributor.name,
    description: contributor.biography,
    href: contributorHref(slug),
    stories: { kind: 'contributor', contributorId: contributor.id },
    tag: contributorTag(contributor.id),
  };
}

async function topicScope(directory: Directory, slug: string): Promise<FeedScope | undefined> {
  const topic = await directory.findTopic(slug);
  if (topic === undefined) return undefined;
  return {
    name: topic.name,
    description: '',
    href: topicHref(topic.slug),
    stories: { kind: 'topic', topicSlug: topic.slug },
    tag: topicTag(topic.slug),
  };
}
