import type { Section } from '../newsroom/sections/section.js';
import type { StoryCard } from '../newsroom/stories/published-stories.js';
import type { StoryId } from '../newsroom/stories/story.js';

/*
 * The tags that a finished page is kept under. A change names the same tags, and every page that carries one of them
 * is dropped. The full set:
 *
 *   story:ID        a story as its page, a card or a feed shows it. Dropped by: publish, save of a published story,
 *                   correction, withdrawal, erasure, a new translation, its stored Related.
 *   section:ID      the dated list of a section and of all above it. Dropped by: a story coming, going or moving.
 *   front           the dated list of the whole paper. Dropped by: a story coming or going anywhere.
 *   contributor:ID  a contributor's name, biography and dated list.
 *   topic:SLUG      a topic's dated list.
 *   sitemaps        addresses and times of all stories. Dropped by: whatever drops a story:ID.
 *   corrections     the page of corrections. Dropped by: a correction, or the withdrawal of a corrected story.
 *   path:PATH       what an address without a public story leads to (404, 410, a redirect). Dropped by: a story or a
 *                   section taking that address.
 *   paper           settings and the section tree, which stand on every page.
 *   day             tells the hour alone of a time today, or carries a token of the day: stories, front, sections. Dropped by: midnight, UTC.
 *   ledger          closed days and restatements. Dropped by: the close of a day, a restatement.
 *   counts:ID       a story's public numbers. Dropped by: an Edition in which they differ, a count of another
 *                   system that is brought in.
 *   list:…          lists of an Edition, named and dropped by whoever builds them (a digest over the stories in order).
 */
export const frontTag = 'front';
export const correctionsTag = 'corrections';
export const sitemapsTag = 'sitemaps';
export const dayTag = 'day';
export const ledgerTag = 'ledger';
export const paperTag = 'paper';
export const storyTag = (id: StoryId): string => `story:${id}`;
export const countsTag = (id: StoryId): string => `counts:${id}`;
export const sectionTag = (id: Section['id']): string => `section:${id}`;
export const contributorTag = (id: string): string => `contributor:${id}`;
export const topicTag = (slug: string): string => `topic:${slug}`;
export const pathTag = (path: string): string => `path:${path}`;

export const cardTags = (cards: Iterable<StoryCard>): string[] => [...cards].map(({ id }) => storyTag(id));

/** Each tag once: a story can stand on one page in several lists. */
export const tagsOf = (...tags: readonly (string | readonly string[])[]): string[] => [
  ...new Set(tags.flat()),
];
