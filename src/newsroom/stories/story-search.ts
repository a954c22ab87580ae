import type { StoryCard } from './published-stories.js';

export interface SearchRequest {
  /** As typed, at most 200 characters. */
  readonly query: string;
  /** Language whose stems are tried beside the words as written. */
  readonly language: string;
  readonly order: 'newest' | 'best';
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** A piece of a snippet; `hit` marks a word that matched. */
export interface SnippetPiece {
  readonly text: string;
  readonly hit: boolean;
}

export interface SearchHits {
  readonly hits: readonly { readonly card: StoryCard; readonly snippet: readonly SnippetPiece[] }[];
  readonly hasMore: boolean;
}

/** Full-text search over public stories: every word must match, folded or by its stem. */
export interface StorySearch {
  search(request: SearchRequest): Promise<SearchHits>;
}
