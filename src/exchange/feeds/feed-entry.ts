import type { ImportedPicture } from '../imported-item.js';

/** What a feed says of itself, as far as it has been read. */
export interface FeedChannel {
  readonly title: string;
  /** The site's address; relative links of items without a base of their own are resolved against it. */
  readonly link: string;
  /** The feed's own address. */
  readonly self: string;
  readonly language: string;
  /** Authors of all items that name none. Only Atom and JSON Feed define it so. */
  readonly authors: readonly string[];
}

export interface FeedCategory {
  readonly name: string;
  /** The list that the name is from; empty when the feed does not say. */
  readonly scheme: string;
}

/** One item of any kind of feed, still in the feed's words: dates as printed, texts as HTML. */
export interface FeedEntry {
  readonly title: string;
  /** The full text, and what introduces it. A feed with one of them only gives it as `content`. */
  readonly content: string;
  readonly summary: string;
  readonly link: string;
  readonly id: string;
  readonly published: string;
  readonly updated: string;
  readonly authors: readonly string[];
  readonly categories: readonly FeedCategory[];
  readonly language: string;
  /** xml:base of the text; empty when there is none. */
  readonly base: string;
  readonly picture?: ImportedPicture;
  readonly isDraft: boolean;
  /** Set when the entry is no story at all, such as a comment in an export of a blog: the reason. */
  readonly notAStory?: string;
}
