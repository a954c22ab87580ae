import type { Instant } from '../../base/clock.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import type { pageStoryJson } from '../../discovery/recommendation/profile.js';
import type { RecommendationReason } from '../../discovery/recommendation/recommend.js';
import type { Reason } from '../../discovery/related/reason.js';
import type { PublishedStory, StoryCard } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';

export interface RelatedRow {
  readonly card: StoryCard;
  readonly reason: Reason;
}

/** `newest` stands in while nothing has been counted, and the page says so. */
export interface RankingList {
  readonly kind: 'ranking' | 'newest';
  readonly halfLifeHours: number;
  /** `site`: the half-life is in hours of usual traffic (discovery/ranking/site-clock.ts); the wall's where absent. */
  readonly clock?: 'wall' | 'site';
  readonly builtAt: Instant;
  readonly rows: readonly { readonly card: StoryCard; readonly isHere: boolean }[];
}

export interface RecommendationRow {
  readonly card: StoryCard;
  readonly reason: RecommendationReason;
  /** From 1. */
  readonly position: number;
  /** Chance with which this story was drawn for this place; 1 where nothing was left to chance. */
  readonly propensity: number;
}

/** The lists of one page, all from one Edition. */
export interface PageLists {
  /** Number of the Edition; logged with what was shown. */
  readonly edition: number;
  /** At most 10; empty on pages that belong to no story. */
  readonly related: readonly RelatedRow[];
  readonly ranking: RankingList;
  /** At most 7. */
  readonly recommendation: readonly RecommendationRow[];
  /** Address of the immutable pool that personal picks are made from; absent while there is none. */
  readonly poolHref?: string;
  /** The page's own story as a profile on the reader's device takes it in; on story pages with a pool. */
  readonly storyVector?: ReturnType<typeof pageStoryJson>;
  /** `list:…` tags by which a change of these lists drops the page from the caches. */
  readonly tags: readonly string[];
}

/** The lists as the pages need them: decided from the current Edition, in memory. */
export interface ListsForPages {
  forStory(story: PublishedStory): Promise<PageLists>;
  forFront(): Promise<PageLists>;
  /** Of a section by its path, "world/asia". */
  forSection(path: string): Promise<PageLists>;
  /** Undefined until an Edition has counted the story. */
  counts(storyId: StoryId): PublicCounts | undefined;
}
