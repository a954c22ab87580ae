import type { Story } from '../../newsroom/stories/story.js';

const isSeen = (story: Story | undefined): boolean =>
  story?.status === 'published' || story?.status === 'withdrawn';

/**
 * The tags of all pages that may show something else after a save (site/cache-tags.ts says what each stands for); none
 * when readers see no difference. `scopes` are the lists that the story stood or stands in, `paths` its new addresses.
 */
export function tagsOfSave(
  before: Story | undefined,
  after: Story,
  scopes: ReadonlySet<string>,
  paths: readonly string[],
): string[] {
  if (!isSeen(before) && !isSeen(after)) return [];
  const lists = [...scopes].map((scope) => (scope === 'site' ? 'front' : scope));
  return [`story:${after.id}`, 'sitemaps', 'corrections', ...lists, ...paths.map((path) => `path:${path}`)];
}
