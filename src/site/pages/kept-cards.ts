import { LRUCache } from 'lru-cache';
import type { PublishedStories, StoryCard } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { paperTag } from '../cache-tags.js';

const cardsAtMost = 20_000;

/**
 * Cards of public stories, kept in memory: every page's lists show the same few hundred, and reading them took longer
 * than all else that a page is made from. A change of a story, of the paper or of a contributor lets go of them.
 */
export class KeptCards {
  readonly #stories: Pick<PublishedStories, 'cards'>;
  readonly #cards = new LRUCache<StoryId, StoryCard>({ max: cardsAtMost });
  #purges = 0;

  constructor(stories: Pick<PublishedStories, 'cards'>) {
    this.#stories = stories;
  }

  /** As PublishedStories.cards: ids of stories that are not public are left out. */
  async cards(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, StoryCard>> {
    // Taken before anything is awaited: a card that is let go of meanwhile is shown this once, with its tag on the page,
    // and not taken for one of a story that is not public.
    const kept = new Map(ids.map((id) => [id, this.#cards.get(id)]));
    const missing = ids.filter((id) => kept.get(id) === undefined);
    const before = this.#purges;
    const read = await this.#stories.cards(missing);
    // What was read while a change came in may be from before it: shown this once and not kept.
    if (before === this.#purges) for (const [id, card] of read) this.#cards.set(id, card);
    return new Map(
      ids.flatMap((id) => {
        const card = kept.get(id) ?? read.get(id);
        return card === undefined ? [] : [[id, card] as const];
      }),
    );
  }

  purge(tags: readonly string[]): void {
    this.#purges += 1;
    const isOfAll = tags.some((tag) => tag === paperTag || tag.startsWith('contributor:'));
    if (isOfAll) this.#cards.clear();
    else for (const tag of tags) this.#cards.delete(tag.replace('story:', '') as StoryId);
  }
}
