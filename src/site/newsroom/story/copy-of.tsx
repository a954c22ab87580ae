import type { Zone } from '../../../base/zone.js';
import type { Story, StoryId } from '../../../newsroom/stories/story.js';
import { shortTime } from '../newsroom-dates.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { editorHref } from './editor-href.js';

/** The first published of the stories that this one is a copy of; undefined where it is that one, or stands alone. */
export async function firstOfCopies(
  deps: Pick<NewsroomDeps, 'firstCopy' | 'stories'>,
  id: StoryId,
): Promise<Story | undefined> {
  const first = await deps.firstCopy(id);
  return first === undefined ? undefined : deps.stories.find(first as StoryId);
}

/** Says that a story is a copy, and how old that makes it. */
export const CopyOf = ({ first, zone }: { readonly first: Story; readonly zone: Zone }) => (
  <p>
    A copy of{' '}
    <a href={editorHref(first)} lang={first.language} dir="auto">
      {first.headline}
    </a>
    {first.firstPublishedAt !== undefined && `, first published ${shortTime(first.firstPublishedAt, zone)}`}.
    Lists show one of the two, by the age of the first.
  </p>
);
