import { languageOfTag } from '../../base/language.js';

/** A story of which the language is known; '' in Editions and files that were made before it was noted. */
export interface Written {
  /** As the story says it: "en", "en-GB". */
  readonly language: string;
}

/**
 * The stories in a page's language, and all others. A list is of the first; the others only fill it up, after them, where
 * there are too few.
 */
export function parted<Story extends Written>(
  stories: readonly Story[],
  language: string,
): readonly [own: Story[], others: Story[]] {
  const wanted = languageOfTag(language);
  const own: Story[] = [];
  const others: Story[] = [];
  for (let at = 0; at < stories.length; at += 1) {
    const story = stories[at]!;
    const isOwn = story.language === language || languageOfTag(story.language) === wanted;
    (isOwn ? own : others).push(story);
  }
  return [own, others];
}

/** The stories of each language, in their order; languages in the order of their first. */
export function byLanguage<Story extends Written>(stories: readonly Story[]): Story[][] {
  const languages = new Map<string, Story[]>();
  for (const story of stories) {
    const subtag = languageOfTag(story.language);
    const own = languages.get(subtag);
    if (own) own.push(story);
    else languages.set(subtag, [story]);
  }
  return [...languages.values()];
}

/**
 * Of each language at least so many in the pool, while there are as many: a page leaves out up to 20 of them that it shows
 * elsewhere, and a list takes seven. With more languages than fit, each has an even share of the pool.
 */
export const leastOfEach = 30;

/**
 * Chooses at most `limit` of the stories, best first: those of `chosen`, but no language below `leastOfEach`. What is
 * missing of a language takes the places of the last of those that have more.
 */
export function withEachLanguage<Story extends Written>(
  order: readonly Story[],
  chosen: ReadonlySet<Story>,
  limit: number,
): Story[] {
  const languages = byLanguage(order);
  const least = Math.min(leastOfEach, Math.floor(limit / languages.length));
  const kept = new Set<Story>();
  for (const own of languages) {
    const wanted = [
      ...own.filter((story) => chosen.has(story)),
      ...own.filter((story) => !chosen.has(story)),
    ];
    for (const story of wanted.slice(0, least)) kept.add(story);
  }
  for (const story of order) if (kept.size < limit && chosen.has(story)) kept.add(story);
  return order.filter((story) => kept.has(story));
}
