import { afterAll, beforeAll, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import type { StoryContent } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
const clock = () => noon;

onBothDatabases('translations', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  let desk: StoryDesk;
  beforeAll(async () => {
    databases = await openFresh();
    desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
  });
  afterAll(() => databases.close());

  const published = async (language: string, content: Partial<StoryContent> = {}) => {
    const { id } = await desk.create(
      { headline: `In ${language}`, body: '<p>.</p>', language, ...content },
      't',
    );
    return desk.act(id, { kind: 'publish' }, 't');
  };
  const named = async (path: string) => {
    const target = await new PublishedStoryTable(databases, () => 'UTC').findByPath(path);
    return target?.kind === 'story' ? target.story.translations.map(({ language }) => language) : undefined;
  };
  const lastTags = async (): Promise<string[]> =>
    JSON.parse(
      (await databases.write
        .selectFrom('changes')
        .select('tags')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst())!.tags,
    );

  it('name each other, and change when one of them does', async () => {
    const first = await published('en');
    const spanish = await published('es', { translationGroup: first.id });
    expect(await lastTags()).toContain(`story:${first.id}`);
    const arabic = await published('ar', { translationGroup: first.id });
    expect(await lastTags()).toEqual(expect.arrayContaining([`story:${first.id}`, `story:${spanish.id}`]));
    expect(await named(first.path)).toEqual(['ar', 'es']);
    expect(await named(spanish.path)).toEqual(['ar', 'en']);

    await desk.edit(first.id, first.version, { headline: 'In other words' }, 't');
    expect(await lastTags()).toEqual(expect.arrayContaining([`story:${arabic.id}`, `story:${spanish.id}`]));
    await desk.act(arabic.id, { kind: 'withdraw', notice: 'Wrong.' }, 't');
    expect(await lastTags()).toEqual(expect.arrayContaining([`story:${first.id}`, `story:${spanish.id}`]));
    expect(await named(first.path)).toEqual(['es']);
  });
});
