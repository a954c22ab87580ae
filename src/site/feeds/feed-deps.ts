import type { Clock } from '../../base/clock.js';
import type { Paper, PaperDirectory, PublishedStories } from '../../newsroom/stories/published-stories.js';

/** Everything that feeds, sitemaps and robots.txt are made from. */
export interface FeedDeps {
  readonly stories: PublishedStories;
  readonly directory: PaperDirectory;
  readonly paper: () => Paper;
  /** Origin of the site without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
}
