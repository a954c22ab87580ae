import type { Reason } from './reason.js';

/** A row of a story's Related list as it is kept. */
export interface StoredRelatedRow {
  readonly storyId: string;
  readonly reason: Reason;
}

/** A story's list, under what editors chose. */
export interface StoredRelatedList {
  /** In order, some more than a page shows; empty until the job has made the story's list. */
  readonly rows: readonly StoredRelatedRow[];
  /** Stories that editors keep out of it. */
  readonly excluded: readonly string[];
}

/** Stored Related lists, as the job that made them left them. */
export interface StoredRelated {
  of(storyId: string): Promise<StoredRelatedList>;
  /** The first published story of the near-duplicate cluster of each of these; without those that were not analysed. */
  clusterHeads(storyIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
