import type { PageSlate } from '../../audience/intake/page-slate.js';
import type { CountedStories } from '../../audience/ledger/counted-story.js';
import type { Clock } from '../../base/clock.js';
import type { Paper, PaperDirectory, PublishedStories } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import type { StorySearch } from '../../newsroom/stories/story-search.js';
import type { ListsForPages } from './page-lists.js';

/** Everything that the readers' pages are made from. */
export interface SiteDeps {
  readonly stories: PublishedStories;
  readonly directory: PaperDirectory;
  /** The settings as they are now. */
  readonly paper: () => Paper;
  readonly search: StorySearch;
  readonly counted: CountedStories;
  readonly lists: ListsForPages;
  /** For how many days this site keeps single events. */
  readonly eventsKeptDays: number;
  /** The signed token that a page of this story carries; `readSeconds` is signed with it. */
  readonly tokenFor: (storyId: StoryId, readSeconds: number) => string;
  /**
   * The signed word of a page with this token about what its lists show; comes back with what was seen and followed.
   * Undefined where the site does not learn from lists: then its pages say nothing, and their scripts tell nothing.
   */
  readonly slateFor: ((token: string, slate: PageSlate) => string) | undefined;
  /** False where the paper does not count readers without scripts: its pages carry no picture for that. */
  readonly countsWithoutScript: boolean;
  /** Address of a static file under its hash: 'site.css', 'beacon.js', 'favicon.svg', 'serif.woff2'. */
  readonly asset: (name: string) => string;
  /** Origin of the site without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
}
