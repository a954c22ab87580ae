import type { IdSource } from '../../src/base/ids.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { StoryTable } from '../../src/store/tables/stories.js';

/** Drafts under ids that a test can read: nothing is counted of a story that is not there. */
export async function addBareStories(databases: Databases, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock: () => 0,
      ids: (() => id) as IdSource,
      zone: () => 'UTC',
    });
    await desk.create({ headline: `What ${id} says` }, 'test');
  }
}

/** "story-0" to one below `count`. */
export const storyNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `story-${number}`);
