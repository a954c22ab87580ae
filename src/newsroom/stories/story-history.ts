import type { Instant } from '../../base/clock.js';
import type { Story, StoryId } from './story.js';

/** One save of a story, as the history lists it. */
export interface RevisionLine {
  readonly version: number;
  readonly act: string;
  readonly actor: string;
  readonly at: Instant;
  /** Names of the story's fields that changed; empty where the whole story was kept. */
  readonly fields: readonly string[];
  /** Of a correction its text; otherwise mostly empty. */
  readonly detail: string;
}

/** The past of a story, for those who edit it. */
export interface StoryHistory {
  /** Newest first. */
  revisions(id: StoryId, limit: number): Promise<readonly RevisionLine[]>;
  /** The story's content as that version left it; undefined where no such version was kept. */
  contentAt(id: StoryId, version: number): Promise<Partial<Story> | undefined>;
}

/** The content that a whole revision and the changes after it, in order, add up to. Null in a change clears a field. */
export function addUp(
  revisions: readonly { readonly isFull: boolean; readonly content: Record<string, unknown> }[],
): Partial<Story> | undefined {
  const start = revisions.findLastIndex(({ isFull }) => isFull);
  if (start < 0) return undefined;
  return Object.assign({}, ...revisions.slice(start).map(({ content }) => content)) as Partial<Story>;
}
