import type { MinuteOfIntake } from '../../audience/ledger/intake-pace.js';
import type { SiteNumbersStore } from '../../audience/ledger/site-numbers.js';
import type { Clock, Instant } from '../../base/clock.js';
import type { Reason } from '../../discovery/related/reason.js';
import type { ImportStore } from '../../exchange/import-store.js';
import type { Contributor } from '../../newsroom/contributors/contributor.js';
import type { FrontDesk } from '../../newsroom/front/front-desk.js';
import type { MediaStore } from '../../newsroom/media/media-store.js';
import type { PictureShelf } from '../../newsroom/media/picture-shelf.js';
import type { RelatedDesk } from '../../newsroom/related/related-desk.js';
import type { Section } from '../../newsroom/sections/section.js';
import type { StaffDesk } from '../../newsroom/staff/staff-desk.js';
import type { Paper, StoryCard } from '../../newsroom/stories/published-stories.js';
import type { ContributorId, Story, StoryId } from '../../newsroom/stories/story.js';
import type { StoryDesk } from '../../newsroom/stories/story-desk.js';
import type { StoryHistory } from '../../newsroom/stories/story-history.js';
import type { StoryStore } from '../../newsroom/stories/story-store.js';
import type { RequestHead } from '../http/request-head.js';

/** What the staff's pages need to know who asks. */
export interface SessionDeps {
  readonly staff: StaffDesk;
  /** Origin of the site without a slash at the end. */
  readonly siteUrl: () => string;
  /** The client's address; behind proxies only as far as they are configured. */
  readonly clientAddress: (head: RequestHead) => string | undefined;
}

/** A story's numbers as they were at an instant. */
export interface CountsAt {
  readonly views: number;
  readonly reactions: number;
  readonly at: Instant;
}

/** A line of a Related list. */
export interface RelatedLine {
  readonly card: StoryCard;
  readonly reason: Reason;
}

/** Everything that the staff's pages are made from. */
export interface NewsroomDeps extends SessionDeps {
  readonly desk: StoryDesk;
  readonly front: Pick<FrontDesk, 'lead' | 'pinLead' | 'unpinLead'>;
  readonly related: RelatedDesk;
  /** A story's Related list as its page shows it. */
  readonly relatedRows: (id: StoryId) => Promise<readonly RelatedLine[]>;
  /** The first published story of those that this one is a copy of; undefined where it is the first, or alone. */
  readonly firstCopy: (id: StoryId) => Promise<string | undefined>;
  readonly stories: Pick<StoryStore, 'find' | 'findByPath' | 'list'>;
  readonly history: StoryHistory;
  readonly shelf: Pick<PictureShelf, 'keep'>;
  readonly media: Pick<MediaStore, 'find'>;
  readonly directory: {
    sections(): Promise<readonly Section[]>;
    contributors(): Promise<readonly Contributor[]>;
    /** The contributor of this name, made where there is none. */
    ensureContributor(name: string): Promise<ContributorId>;
  };
  /** The settings as they are now. */
  readonly paper: () => Paper;
  /** Address of a static file under its hash. */
  readonly asset: (name: string) => string;
  readonly clock: Clock;
  /** The story's page as readers would see it now, whatever its state. */
  readonly preview: (story: Story) => Promise<string>;
  /** A story's numbers at this moment, which are not yet public. */
  readonly liveCounts?: (id: StoryId) => Promise<CountsAt>;
  /** Its numbers as every reader sees them, with the hour of their Edition; undefined before one counted it. */
  readonly publicCounts?: (id: StoryId) => CountsAt | undefined;
  readonly numbers: SiteNumbersStore & {
    /** Readers of the whole site on an open day, estimated. */
    siteReaders(day: string): Promise<number>;
    /** The last hour of this process's intake, by the minute. */
    pace(): readonly MinuteOfIntake[];
  };
  readonly importRuns?: Pick<ImportStore, 'runs' | 'report'>;
}
