import { LRUCache } from 'lru-cache';
import type { StoryId } from '../../newsroom/stories/story.js';
import { pathTag, storyTag } from '../cache-tags.js';

/** Those that readers come from in an hour; each change looks through all of them. */
const pathsAtMost = 5000;

interface Kept {
  /** Undefined for an address without a public story, such as the front, where most readers come from. */
  readonly storyId: StoryId | undefined;
}

/** Which public story an address leads to, kept in memory until a change names the story or the address. */
export class KeptPaths {
  readonly #find: (path: string) => Promise<StoryId | undefined>;
  readonly #paths = new LRUCache<string, Kept>({ max: pathsAtMost });
  #purges = 0;

  constructor(find: (path: string) => Promise<StoryId | undefined>) {
    this.#find = find;
  }

  async storyAt(path: string): Promise<StoryId | undefined> {
    const kept = this.#paths.get(path);
    if (kept) return kept.storyId;
    const before = this.#purges;
    const storyId = await this.#find(path);
    // What was read while a change came in may be from before it.
    if (before === this.#purges) this.#paths.set(path, { storyId });
    return storyId;
  }

  purge(tags: readonly string[]): void {
    this.#purges += 1;
    const named = new Set(tags);
    for (const [path, { storyId }] of [...this.#paths.entries()])
      if (named.has(pathTag(path)) || (storyId !== undefined && named.has(storyTag(storyId))))
        this.#paths.delete(path);
  }
}
