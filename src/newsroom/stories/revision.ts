import type { Story } from './story.js';

/** What of a story a revision keeps: everything an editor wrote and every instant; not the counters of the store. */
export function revisionContent(story: Story): Record<string, unknown> {
  const { id: _id, version: _version, ...content } = story;
  return content;
}

/**
 * A revision to keep: the whole content where readers see it for the first time or the history begins, otherwise the
 * fields that changed, with their new values (null where a field was cleared).
 */
export function revisionOf(
  before: Story | undefined,
  after: Story,
): { readonly isFull: boolean; readonly content: Record<string, unknown> } {
  const now = revisionContent(after);
  if (before === undefined || (after.status === 'published' && before.status !== 'published'))
    return { isFull: true, content: now };
  const then = revisionContent(before);
  const content: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(then), ...Object.keys(now)])) {
    if (JSON.stringify(then[key]) !== JSON.stringify(now[key])) content[key] = now[key] ?? null;
  }
  return { isFull: false, content };
}
