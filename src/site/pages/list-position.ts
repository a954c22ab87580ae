import type { ListPosition, StoryCard } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';

const pattern = /^(\d{1,15}|undated)\.([\w-]{1,64})$/;

/** Where the next page of a dated list starts, as the value of `?after=`. */
export const afterOf = (last: StoryCard): string => `${last.firstPublishedAt ?? 'undated'}.${last.id}`;

/** The position that `?after=` names; undefined when it is not one of ours. */
export function parseAfter(text: string): ListPosition | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  return { firstPublishedAt: parts[1] === 'undated' ? null : Number(parts[1]), id: parts[2] as StoryId };
}
