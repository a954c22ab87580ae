import type { Clock } from '../../base/clock.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import type { Paper, PaperDirectory, PublishedStories } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';

/** Everything that feeds, sitemaps and robots.txt are made from. */
export interface FeedDeps {
  readonly stories: PublishedStories;
  readonly directory: PaperDirectory;
  readonly paper: () => Paper;
  /** A story's numbers in the current Edition, from memory. */
  readonly lists: { counts(storyId: StoryId): PublicCounts | undefined };
  /** Origin of the site without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
}
