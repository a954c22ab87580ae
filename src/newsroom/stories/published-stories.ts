import type { Instant } from '../../base/clock.js';
import type { Contributor } from '../contributors/contributor.js';
import type { Correction } from '../corrections/correction.js';
import type { Media } from '../media/media.js';
import type { Section } from '../sections/section.js';
import type { ContributorId, Direction, SectionId, Story, StoryId } from './story.js';

/** What a list needs to show a story. */
export interface StoryCard {
  readonly id: StoryId;
  readonly path: string;
  readonly language: string;
  readonly direction: Direction;
  readonly headline: string;
  readonly kicker: string;
  readonly standfirst: string;
  readonly sectionName: string;
  readonly sectionPath: string;
  readonly firstPublishedAt?: Instant;
  readonly modifiedAt?: Instant;
  readonly bylineText: string;
  readonly picture?: {
    readonly hash: string;
    readonly altText: string;
    readonly widthPixels: number;
    readonly heightPixels: number;
  };
}

export interface PublishedStory {
  readonly story: Story;
  /** From the top section down to the story's own. */
  readonly sections: readonly Section[];
  /** In the order of the byline, each with the role in this story. */
  readonly contributors: readonly { readonly contributor: Contributor; readonly role: string }[];
  /** Newest first. */
  readonly corrections: readonly Correction[];
  readonly translations: readonly {
    readonly id: StoryId;
    readonly language: string;
    readonly path: string;
    readonly headline: string;
  }[];
  readonly picture: Media | null;
}

/** What a path of the paper leads to. Every path that ever served a story leads somewhere. */
export type PathTarget =
  | { readonly kind: 'story'; readonly story: PublishedStory }
  | { readonly kind: 'moved'; readonly to: string }
  | {
      readonly kind: 'withdrawn';
      readonly headline: string;
      readonly language: string;
      readonly notice: string;
      readonly at: Instant;
    }
  | { readonly kind: 'erased'; readonly at: Instant; readonly ground: string };

export type StoryScope =
  | { readonly kind: 'site' }
  | { readonly kind: 'section'; readonly sectionId: SectionId }
  | { readonly kind: 'contributor'; readonly contributorId: ContributorId }
  | { readonly kind: 'topic'; readonly topicSlug: string };

/** Where a page of a dated list goes on: the last story shown. */
export interface ListPosition {
  readonly firstPublishedAt: Instant | null;
  readonly id: StoryId;
}

/**
 * The readers' side of the newsroom: only what is published, never a draft, a future or a withdrawn story.
 * Pages, feeds, sitemaps and the API read through this port and nothing else.
 */
export interface PublishedStories {
  /** One keyed look-up and the story's own rows; undefined when the path never served anything. */
  findByPath(path: string): Promise<PathTarget | undefined>;
  /** Newest first by first publication, stories of unknown date last; sections hold those of their subsections. */
  latest(scope: StoryScope, limit: number, after?: ListPosition): Promise<readonly StoryCard[]>;
  /** The story that editors pinned as the front's lead; undefined where they leave it to the rule. */
  lead(): Promise<StoryCard | undefined>;
  /** Cards by id; ids of stories that are not public are left out. */
  cards(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, StoryCard>>;
  /** Whole stories, newest first and dated only, for feeds. */
  latestWhole(scope: StoryScope, limit: number): Promise<readonly PublishedStory[]>;
  /** Newest first, across the paper, each with its story's card. */
  latestCorrections(
    limit: number,
  ): Promise<readonly { readonly correction: Correction; readonly card: StoryCard }[]>;
  /** For sitemaps: months that hold public stories, newest first, and the stories of one. */
  publishedMonths(): Promise<
    readonly { readonly month: string; readonly modifiedAt: Instant; readonly storyCount: number }[]
  >;
  publishedInMonth(
    month: string,
  ): Promise<readonly { readonly path: string; readonly modifiedAt: Instant }[]>;
}

/** The paper's places and people, as readers see them; small, so held in memory and refreshed by changes. */
export interface PaperDirectory {
  sections(): Promise<readonly Section[]>;
  findContributor(slug: string): Promise<Contributor | undefined>;
  /** The name of a topic by its slug, if a public story carries it. */
  findTopic(slug: string): Promise<{ readonly slug: string; readonly name: string } | undefined>;
}

/** Settings of the paper, kept in the database. */
export interface Paper {
  readonly name: string;
  readonly tagline: string;
  readonly about: string;
  readonly language: string;
  readonly zone: string;
  /** True while the content is the made-up demo; every page says so. */
  readonly isDemo: boolean;
}
