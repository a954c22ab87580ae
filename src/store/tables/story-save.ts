import type { Transaction } from 'kysely';
import { accepted, type Result, refused } from '../../base/result.js';
import { revisionOf } from '../../newsroom/stories/revision.js';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import type { StoryWrite } from '../../newsroom/stories/story-store.js';
import { topicSlugOf } from '../../newsroom/stories/topic-slug.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { leaveFront } from './front-places.js';
import { relist } from './listings.js';
import { relistPictures } from './media.js';
import { askForRelated } from './relate-jobs.js';
import { indexForSearch } from './search-index.js';
import { findStoryById } from './stories.js';
import { rowOfStory } from './story-rows.js';
import { tagsOfSave } from './story-tags.js';

/**
 * One story's save inside the caller's transaction, all but the change (an import writes one for many stories).
 * The row's version is the guard: an UPDATE that finds no row of the version read means somebody was faster.
 */
export async function saveStory(
  trx: Transaction<Schema>,
  databases: Pick<Databases, 'dialect'>,
  write: StoryWrite,
): Promise<
  Result<
    { readonly before: Story | undefined; readonly after: Story; readonly tags: readonly string[] },
    'edit-conflict'
  >
> {
  const before = write.story.version === 0 ? undefined : await findStoryById(trx, write.story.id);
  if (before !== undefined && before.version !== write.story.version) return refused('edit-conflict');
  if (before === undefined && write.story.version !== 0) return refused('edit-conflict');
  // Claimed before anything is written: of two that read the same version the second waits here, and is refused.
  if (before !== undefined && !(await claimVersion(trx, before))) return refused('edit-conflict');
  const path =
    write.wantedPath === '' ? write.story.path : await takePath(trx, write.wantedPath, write.story.id);
  const slug = path === '' ? write.story.slug : path.slice(path.lastIndexOf('/') + 1);
  const after: Story = { ...write.story, version: write.story.version + 1, path, slug };
  const number = await writeRow(trx, after, write.at, before !== undefined);
  for (const extra of write.extraPaths ?? []) await leadPath(trx, extra, after.id);
  await writeParts(trx, before, after);
  await relistPictures(trx, before, after);
  if (write.correction) {
    const { id, kind, text, at } = write.correction;
    await trx.insertInto('corrections').values({ id, story_id: after.id, kind, text, at }).execute();
  }
  await writeHistory(trx, before, after, write);
  const scopes = await relist(trx, after);
  if (before?.status === 'published' && after.status !== 'published') await leaveFront(trx, after.id);
  if (before === undefined || textChanged(before, after))
    await indexForSearch(trx, databases.dialect, number, after);
  await writeJobs(trx, before, after, write.at);
  const paths = [after.path, ...(write.extraPaths ?? [])].filter((each) => each !== '');
  return accepted({
    before,
    after,
    tags: [
      ...tagsOfSave(before, after, scopes, paths),
      ...(await translationTags(trx, databases, before, after)),
    ],
  });
}

async function claimVersion(trx: Transaction<Schema>, { id, version }: Story): Promise<boolean> {
  const claimed = await trx
    .updateTable('stories')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('number')
    .executeTakeFirst();
  return claimed !== undefined;
}

async function writeRow(
  trx: Transaction<Schema>,
  story: Story,
  at: number,
  exists: boolean,
): Promise<number> {
  const row = rowOfStory(story, at);
  const { number } = exists
    ? await trx
        .updateTable('stories')
        .set(row)
        .where('id', '=', story.id)
        .returning('number')
        .executeTakeFirstOrThrow()
    : await trx.insertInto('stories').values(row).returning('number').executeTakeFirstOrThrow();
  return number;
}

/** Takes the first free address of wanted, wanted-2, wanted-3 … An address once given is never given to another story. */
async function takePath(trx: Transaction<Schema>, wanted: string, storyId: StoryId): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const path = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (await leadPath(trx, path, storyId)) return path;
  }
}

async function leadPath(trx: Transaction<Schema>, path: string, storyId: StoryId): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('paths')
    .values({ path, story_id: storyId, erased_at: null })
    .onConflict((conflict) => conflict.column('path').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function writeParts(trx: Transaction<Schema>, before: Story | undefined, after: Story): Promise<void> {
  if (JSON.stringify(before?.byline) !== JSON.stringify(after.byline)) {
    if (before) await trx.deleteFrom('story_contributors').where('story_id', '=', after.id).execute();
    if (after.byline.kind === 'contributors' && after.byline.credits.length > 0) {
      const rows = after.byline.credits.map(({ contributorId, role }, position) => ({
        story_id: after.id,
        position,
        contributor_id: contributorId,
        role,
      }));
      await trx.insertInto('story_contributors').values(rows).execute();
    }
  }
  if (JSON.stringify(before?.topics ?? []) !== JSON.stringify(after.topics)) {
    if (before) await trx.deleteFrom('story_topics').where('story_id', '=', after.id).execute();
    const rows = after.topics.map((name, position) => ({
      story_id: after.id,
      position,
      slug: topicSlugOf(name),
      name,
    }));
    if (rows.length > 0) await trx.insertInto('story_topics').values(rows).execute();
  }
}

async function writeHistory(
  trx: Transaction<Schema>,
  before: Story | undefined,
  after: Story,
  write: StoryWrite,
): Promise<void> {
  const { isFull, content } = revisionOf(before, after);
  const { act, actor, at } = write;
  await trx
    .insertInto('revisions')
    .values({
      story_id: after.id,
      version: after.version,
      act,
      actor,
      at,
      is_full: isFull ? 1 : 0,
      content: JSON.stringify(content),
    })
    .execute();
  await trx
    .insertInto('audit')
    .values({
      id: `${after.id}/${after.version}`,
      at,
      actor,
      act,
      subject: after.id,
      detail: write.detail ?? write.correction?.text ?? '',
    })
    .execute();
}

const indexedFields = ['headline', 'standfirst', 'kicker', 'body', 'language', 'dateline', 'topics'] as const;

const textChanged = (before: Story, after: Story): boolean =>
  indexedFields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

/** A story that is or was public changes its own Related list, and those that it stands in. */
async function writeJobs(
  trx: Transaction<Schema>,
  before: Story | undefined,
  after: Story,
  at: number,
): Promise<void> {
  if (after.status === 'published' || before?.status === 'published') await askForRelated(trx, after.id, at);
}

/**
 * Pages of the other translations name this one, so they change with it. A group is named by an import, or by the id of
 * the story that was first, which then carries no name of a group itself.
 */
async function translationTags(
  trx: Transaction<Schema>,
  databases: Pick<Databases, 'dialect'>,
  before: Story | undefined,
  after: Story,
): Promise<string[]> {
  const groups = [before?.id, before?.translationGroup, after.translationGroup].filter(
    (group) => typeof group === 'string',
  );
  if (groups.length === 0 || (before?.status !== 'published' && after.status !== 'published')) return [];
  const others = await trx
    .selectFrom('stories')
    .select('id')
    .where(({ or, eb }) => or([eb('translation_group', 'in', groups), eb('id', 'in', groups)]))
    .where(databases.dialect.sifted('status'), '=', 'published')
    .where('id', '!=', after.id)
    .execute();
  return others.map(({ id }) => `story:${id}`);
}
