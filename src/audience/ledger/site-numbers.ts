import type { Instant } from '../../base/clock.js';
import type { DropReason } from '../intake/verdict.js';

/** From when the parts of a report count. */
export interface ReportSpan {
  /** Start of the first slot of five minutes that is told. */
  readonly slots: Instant;
  /** Start of the paper's day. */
  readonly today: Instant;
  readonly dayAgo: Instant;
  readonly weekAgo: Instant;
}

/** The numbers of the whole site, for those who make it. Ids and sums; what they are called is known elsewhere. */
export interface SiteNumbers {
  /** Counted views by slots of five minutes, oldest first; a slot without one is missing. */
  readonly slots: readonly { readonly startsAt: Instant; readonly views: number }[];
  /** Counted views by hour since `dayAgo`, oldest first. */
  readonly hours: readonly { readonly startsAt: Instant; readonly views: number }[];
  readonly today: {
    readonly views: number;
    readonly reads: number;
    /** Given less taken back. */
    readonly reactions: number;
    readonly withoutScript: number;
  };
  /** Views of today by section, most first; of stories without one under null. */
  readonly sections: readonly { readonly sectionId: string | null; readonly views: number }[];
  /** The most viewed stories of today. */
  readonly stories: readonly { readonly storyId: string; readonly views: number }[];
  /** Today, by list. */
  readonly lists: readonly {
    readonly list: string;
    readonly impressions: number;
    readonly clicks: number;
  }[];
  /** Views of today that are in no public number, most first. */
  readonly dropped: readonly { readonly reason: DropReason; readonly views: number }[];
  readonly variety: {
    /** Stories that the lists of story pages showed since `dayAgo`. */
    readonly shown: number;
    /** Stories first published since `weekAgo`… */
    readonly fresh: number;
    /** …and how many of them no list showed since `dayAgo`. */
    readonly freshNeverShown: number;
  };
}

export interface SiteNumbersStore {
  /** From sums by hour and by five minutes only; reads in the order of what was read lately, not of the archive. */
  report(span: ReportSpan): Promise<SiteNumbers>;
}
