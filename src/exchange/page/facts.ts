/** What one voice (JSON-LD, meta tags, microdata, the visible page) says of the story. Texts are plain. */
export interface StoryFacts {
  readonly headlines: readonly string[];
  readonly description?: string | undefined;
  readonly articleBody?: string | undefined;
  /** As printed, best first. */
  readonly published: readonly string[];
  readonly modified: readonly string[];
  readonly authors: readonly string[];
  readonly section?: string | undefined;
  readonly topics: readonly string[];
  readonly language?: string | undefined;
  readonly picture?: { readonly url: string; readonly caption: string; readonly credit: string } | undefined;
  readonly publisher?: string | undefined;
  readonly url?: string | undefined;
  /** Declared to be an article; a page that only says "website" may hold none. */
  readonly isStory: boolean;
}
