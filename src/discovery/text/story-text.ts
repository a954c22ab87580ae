import type { Instant } from '../../base/clock.js';

/** What the discovery house knows of a story: its text, where it stands, and when it appeared. */
export interface StoryText {
  readonly id: string;
  /** BCP 47, as the story carries it: "en", "pt-BR", "am". */
  readonly language: string;
  readonly headline: string;
  /** '' if there is none. */
  readonly standfirst: string;
  readonly paragraphs: readonly string[];
  /** Path of the section, "world/asia"; '' if none. */
  readonly section: string;
  readonly topics: readonly string[];
  /** First publication; left out where it is unknown. */
  readonly publishedAt?: Instant;
}
