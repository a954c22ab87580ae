import { afterAll, beforeAll, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { FrontDesk } from '../../src/newsroom/front/front-desk.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { FrontPlaceTable } from '../../src/store/tables/front-places.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
const clock = () => noon;

onBothDatabases('the front’s lead', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  let front: FrontDesk;
  let desk: StoryDesk;
  beforeAll(async () => {
    databases = await openFresh();
    front = new FrontDesk({ front: new FrontPlaceTable(databases), clock, ids });
    desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
  });
  afterAll(() => databases.close());

  const draft = () => desk.create({ headline: 'Ferry returns', body: '<p>At noon.</p>' }, 'test');
  const publish = async ({ id }: Story) => desk.act(id, { kind: 'publish' }, 'test');
  const shown = async () => (await new PublishedStoryTable(databases, () => 'UTC').lead())?.id;
  const leads = async () => [await front.lead(), await shown()];
  const lastTags = async () =>
    (
      await databases.write
        .selectFrom('changes')
        .select('tags')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
    )?.tags ?? '[]';

  it('is left to the rule until a public story is pinned', async () => {
    const story = await draft();
    await expect(front.pinLead(story.id, 'ines')).rejects.toThrow('Only a published story can lead');
    expect(await leads()).toEqual([undefined, undefined]);
    await publish(story);
    await front.pinLead(story.id, 'ines');
    expect(await leads()).toEqual([story.id, story.id]);
    expect(JSON.parse(await lastTags())).toContain('front');
  });

  it('goes over to the next that is pinned, and back to the rule when it is let go', async () => {
    const [first, next] = [await publish(await draft()), await publish(await draft())];
    await front.pinLead(first.id, 'ines');
    await front.pinLead(next.id, 'omar');
    expect(await leads()).toEqual([next.id, next.id]);
    await front.unpinLead(first.id, 'omar');
    expect(await leads()).toEqual([next.id, next.id]);
    await front.unpinLead(next.id, 'omar');
    expect(await leads()).toEqual([undefined, undefined]);
    const audit = await databases.write
      .selectFrom('audit')
      .select(['actor', 'act'])
      .where('subject', 'in', [first.id, next.id])
      .where('act', 'like', 'front-%')
      .orderBy('act')
      .orderBy('actor')
      .execute();
    expect(audit).toEqual([
      { actor: 'ines', act: 'front-lead' },
      { actor: 'omar', act: 'front-lead' },
      { actor: 'omar', act: 'front-unlead' },
    ]);
  });

  it('ends with the withdrawal, for good', async () => {
    const story = await publish(await draft());
    await front.pinLead(story.id, 'ines');
    await desk.act(story.id, { kind: 'withdraw', notice: 'It was wrong.' }, 'ines');
    expect(await leads()).toEqual([undefined, undefined]);
    await publish(story);
    expect(await leads()).toEqual([undefined, undefined]);
  });

  it('survives an edit', async () => {
    const story = await publish(await draft());
    await front.pinLead(story.id, 'ines');
    await desk.edit(story.id, story.version, { headline: 'Ferry is back' }, 'ines');
    expect(await leads()).toEqual([story.id, story.id]);
  });
});
