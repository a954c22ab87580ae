import type { StoryId } from '../../newsroom/stories/story.js';
import type { Databases } from '../databases.js';

/** The public story that an address leads to, as it is now or was once. */
export async function publicStoryAt(
  { read, dialect }: Pick<Databases, 'read' | 'dialect'>,
  path: string,
): Promise<StoryId | undefined> {
  const row = await read
    .selectFrom('paths')
    .innerJoin('stories', 'stories.id', 'paths.story_id')
    .select('stories.id')
    .where('paths.path', '=', path)
    .where(dialect.sifted('stories.status'), '=', 'published')
    .executeTakeFirst();
  return row?.id as StoryId | undefined;
}
