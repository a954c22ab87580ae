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

/** What the job that makes Related lists needs. */
export interface RelateStore {
  /** Stories that changed and have no list of their newest state yet, oldest first; each is claimed until then. */
  claim(limit: number, now: Instant, until: Instant): Promise<readonly string[]>;
  /** How many could be claimed now, counted up to `limit`. */
  waiting(limit: number, now: Instant): Promise<number>;
  /** Frees all claims: whoever holds the lease of the lists is alone, so they are its own or of a process that is gone. */
  release(): Promise<void>;
  /** The story as it may be shown; undefined if readers may not see it. */
  publicText(storyId: string): Promise<StoryText | undefined>;
  /** The kept analysis of a story that is or was public, if this version made it. */
  analysis(storyId: string, version: string): Promise<AnalysedStory | undefined>;
  /** Kept analyses in pages by id, for loading the index at start; only of public stories and of this version. */
  analyses(version: string, afterId: string, limit: number): Promise<readonly KeptAnalysis[]>;
  /** Public stories that have no analysis of this version. */
  unanalysed(version: string, limit: number): Promise<readonly string[]>;
  /** How often readers went from this story to others lately. */
  followedFrom(storyId: string): Promise<ReadonlyMap<string, number>>;
  /** Keeps analyses and lists, drops the claims, and tells pages whose lists changed; one transaction. */
  keep(work: {
    readonly done: readonly string[];
    readonly analyses: readonly KeptAnalysis[];
    readonly version: string;
    /** First story of the near-duplicate cluster, for each story whose cluster changed. */
    readonly clusterHeads: ReadonlyMap<string, string>;
    readonly lists: ReadonlyMap<string, readonly StoredRelatedRow[]>;
    readonly at: Instant;
  }): Promise<void>;
}
