import type { Instant } from '../base/clock.js';
import type { StorySource } from '../newsroom/stories/story.js';

/** What the source says of the item's state. Only `public` may become public, and only when the editor asked for it. */
export type SourceStatus = 'public' | 'draft' | 'private' | 'password' | 'future' | 'trashed' | 'advisory';

/** A date as the source printed it. `zoneAssumed` is true when it had no zone and the given zone was used. */
export interface SourceDate {
  readonly instant: Instant;
  readonly zoneAssumed: boolean;
}

export interface ImportedPicture {
  /** Absolute http(s) address, or a path beside the imported file. */
  readonly url: string;
  readonly caption: string;
  readonly credit: string;
  readonly altText: string;
}

/**
 * One item as any format yields it: validated, texts decoded, body sanitised to the closed vocabulary.
 * Unknown fields are absent or empty, never guessed; an unknown date is absent.
 */
export interface ImportedItem {
  readonly source: StorySource;
  readonly status: SourceStatus;
  /** BCP 47, only if the source declares it or detection is sure; otherwise undefined. */
  readonly language?: string;
  readonly headline: string;
  readonly kicker: string;
  readonly standfirst: string;
  readonly body: string;
  readonly dateline: string;
  readonly agency: string;
  /** Names as printed, in order, without "By". */
  readonly authors: readonly string[];
  readonly section: string;
  readonly topics: readonly string[];
  readonly picture?: ImportedPicture;
  readonly publishedAt?: SourceDate;
  readonly versionAt?: SourceDate;
  readonly embargoedUntil?: Instant;
  /** What the source's own system counted, by its own rules; `untilDay` is empty where it does not say. */
  readonly otherCount?: { readonly system: string; readonly views: number; readonly untilDay: string };
  /** Slug and address at the source, kept as ours with `--own`. */
  readonly slug: string;
  /** What was changed or dropped to make it fit, in words for the report. */
  readonly notes: readonly string[];
}

/**
 * What a reader of a format yields: an item, or the reason that one is not a story (skipped) or could not be read
 * (failed). `place` names it for a person: a file, a line, an item's number or title.
 */
export type ImportOutcome =
  | { readonly kind: 'item'; readonly place: string; readonly item: ImportedItem }
  | { readonly kind: 'skipped' | 'failed'; readonly place: string; readonly reason: string };

/** What every format needs to know of the paper. */
export interface ImportContext {
  /** IANA zone in which a date without a zone is read. */
  readonly zone: string;
  readonly now: Instant;
  /** Where the input came from: a file name or an address; relative links are resolved against an address. */
  readonly origin: string;
  /** The whole path of the file that holds the input, and its place in an archive; absent for what is no file. */
  readonly file?: string;
}

/**
 * A format: tells whether it knows an input by its first bytes (decoded, at most 4,096 characters) and name, and reads it as a stream.
 * A reader never throws for one bad item; it throws a Problem only if nothing at all can be read.
 */
export interface ImportFormat {
  readonly name: string;
  readonly label: string;
  matches(head: string, fileName: string): boolean;
  read(input: AsyncIterable<Uint8Array>, context: ImportContext): AsyncIterable<ImportOutcome>;
}
