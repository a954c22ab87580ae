import type { Instant } from '../../base/clock.js';
import type { Result } from '../../base/result.js';
import type { Correction } from '../corrections/correction.js';
import type { Story, StoryId, StorySource, StoryStatus } from './story.js';

/** One save, all of it or nothing. */
export interface StoryWrite {
  /** As it is to be; its version is the one it was read with (0 for a new one), the store counts it up. */
  readonly story: Story;
  readonly act: string;
  readonly actor: string;
  readonly at: Instant;
  /** The address wanted where the story has none yet; a clash gets "-2". Empty leaves it without. */
  readonly wantedPath: string;
  /** Further addresses that shall lead to the story (permalinks of an older site). */
  readonly extraPaths?: readonly string[];
  readonly correction?: Correction;
  readonly detail?: string;
}

export interface StoryFilter {
  readonly status?: StoryStatus;
  /** Part of a headline or slugline. */
  readonly words?: string;
  readonly before?: { readonly savedAt: Instant; readonly id: StoryId };
}

/** A row of the newsroom's list. */
export interface StoryLine {
  readonly id: StoryId;
  readonly status: StoryStatus;
  readonly headline: string;
  readonly language: string;
  readonly sectionName: string;
  readonly savedAt: Instant;
  readonly firstPublishedAt?: Instant;
  readonly scheduledFor?: Instant;
  readonly path: string;
  /** The first published of the stories that this one is a copy of. */
  readonly copyOf?: { readonly id: StoryId; readonly firstPublishedAt?: Instant };
}

/** What the newsroom needs kept. */
export interface StoryStore {
  find(id: StoryId): Promise<Story | undefined>;
  findByPath(path: string): Promise<Story | undefined>;
  /** The story that came from this item of this source, whatever its state. */
  findBySource(source: Pick<StorySource, 'kind' | 'publisher' | 'itemId'>): Promise<Story | undefined>;
  /**
   * Saves story, revision, audit line, listings, addresses, search index, change and the jobs that follow in one
   * transaction. Refused when somebody saved the story since it was read. Returns it as kept.
   */
  save(write: StoryWrite): Promise<Result<Story, 'edit-conflict'>>;
  /** Newest saved first. */
  list(filter: StoryFilter, limit: number): Promise<readonly StoryLine[]>;
  /** Ids of scheduled stories whose time has come. */
  due(now: Instant, limit: number): Promise<readonly StoryId[]>;
}
