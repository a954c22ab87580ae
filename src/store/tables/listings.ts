import type { Transaction } from 'kysely';
import type { StoryScope } from '../../newsroom/stories/published-stories.js';
import type { SectionId, Story } from '../../newsroom/stories/story.js';
import { topicSlugOf } from '../../newsroom/stories/topic-slug.js';
import type { Schema } from '../schema.js';

export function scopeKey(scope: StoryScope): string {
  switch (scope.kind) {
    case 'site':
      return 'site';
    case 'section':
      return `section:${scope.sectionId}`;
    case 'contributor':
      return `contributor:${scope.contributorId}`;
    case 'topic':
      return `topic:${scope.topicSlug}`;
  }
}

/**
 * Puts a story into the lists it stands in now: none unless it is published. Undated stories stand last, at 0.
 * Returns the scopes of all lists that it stood or stands in.
 */
export async function relist(trx: Transaction<Schema>, story: Story): Promise<ReadonlySet<string>> {
  const before = await trx
    .deleteFrom('listings')
    .where('story_id', '=', story.id)
    .returning('scope')
    .execute();
  const touched = new Set(before.map(({ scope }) => scope));
  if (story.status !== 'published') return touched;
  const scopes = await scopesOf(trx, story);
  const listed_at = story.firstPublishedAt ?? 0;
  await trx
    .insertInto('listings')
    .values([...scopes].map((scope) => ({ scope, listed_at, story_id: story.id })))
    .execute();
  return new Set([...touched, ...scopes]);
}

async function scopesOf(trx: Transaction<Schema>, story: Story): Promise<Set<string>> {
  const scopes = new Set<string>([scopeKey({ kind: 'site' })]);
  for (const sectionId of await sectionAndAbove(trx, story.sectionId))
    scopes.add(scopeKey({ kind: 'section', sectionId }));
  if (story.byline.kind === 'contributors') {
    for (const { contributorId } of story.byline.credits)
      scopes.add(scopeKey({ kind: 'contributor', contributorId }));
  }
  for (const topic of story.topics) scopes.add(scopeKey({ kind: 'topic', topicSlug: topicSlugOf(topic) }));
  return scopes;
}

async function sectionAndAbove(trx: Transaction<Schema>, sectionId: SectionId | null): Promise<SectionId[]> {
  const above: SectionId[] = [];
  let current = sectionId;
  while (current !== null && !above.includes(current)) {
    above.push(current);
    const row: { parent_id: string | null } | undefined = await trx
      .selectFrom('sections')
      .select('parent_id')
      .where('id', '=', current)
      .executeTakeFirst();
    current = (row?.parent_id ?? null) as SectionId | null;
  }
  return above;
}
