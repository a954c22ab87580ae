import type { Instant } from '../base/clock.js';
import type { Fingerprint } from '../discovery/duplicates/fingerprint.js';
import type { StoredRelatedRow } from '../discovery/related/stored-related.js';
import type { AnalysedStory } from '../discovery/text/analyse.js';
import type { StoryText } from '../discovery/text/story-text.js';

/** What is kept of a story's text: for Related, and for telling near-duplicates. */
export interface KeptAnalysis {
  readonly analysed: AnalysedStory;
  readonly fingerprint: Fingerprint;
}

/**
 * Why a story waits: it changed; an older version analysed it, or none; or only its list is old, because a story near it
 * changed or another version made it.
 */
export type RelateReason = 'changed' | 'outdated' | 'near';

/** What the job that makes Related lists needs. */
export interface RelateStore {
  /** Stories that wait for this reason, oldest first; each is claimed until then. */
  claim(reason: RelateReason, limit: number, now: Instant, until: Instant): Promise<readonly string[]>;
  /** How many that changed could be claimed now, counted up to `limit`. */
  waiting(limit: number, now: Instant): Promise<number>;
  /** Frees all claims: whoever holds the lease of the lists is alone, so they are its own or of a process that is gone. */
  release(): Promise<void>;
  /** The story as it may be shown; undefined if readers may not see it. */
  publicText(storyId: string): Promise<StoryText | undefined>;
  /** The kept analysis of a story that is or was public, if this version made it. */
  analysis(storyId: string, version: string): Promise<AnalysedStory | undefined>;
  /** Kept analyses in pages by id, for loading the index at start; only of public stories and of this version. */
  analyses(version: string, afterId: string, limit: number): Promise<readonly KeptAnalysis[]>;
  /** Lets so many public stories wait, at most, that have no analysis of this version and do not wait yet; says how many. */
  askForOutdated(version: string, limit: number, at: Instant): Promise<number>;
  /** Lets so many stories wait as `near`, at most, whose lists another version made and that do not wait yet; says how many. */
  askForOldLists(listVersion: string, limit: number, at: Instant): Promise<number>;
  /** How often readers went from this story to others, as far back as the ledger keeps it. */
  followedFrom(storyId: string): Promise<ReadonlyMap<string, number>>;
  /** What editors decided about the story's list. */
  choices(
    storyId: string,
  ): Promise<{ readonly pinned: readonly string[]; readonly excluded: readonly string[] }>;
  /**
   * Keeps analyses and lists, and tells pages whose lists changed; one transaction. A story whose list is kept waits no
   * longer as one near another.
   */
  keep(work: {
    /** These were claimed for this reason, and wait no longer unless they changed again meanwhile. */
    readonly done?: { readonly reason: RelateReason; readonly ids: readonly string[] };
    /** Older stories whose lists are to be made again. */
    readonly near?: Iterable<string>;
    readonly analyses: readonly KeptAnalysis[];
    readonly version: string;
    readonly listVersion: string;
    /** First story of the near-duplicate cluster, for each story whose cluster changed. */
    readonly clusterHeads: ReadonlyMap<string, string>;
    readonly lists: ReadonlyMap<string, readonly StoredRelatedRow[]>;
    readonly at: Instant;
  }): Promise<void>;
}
