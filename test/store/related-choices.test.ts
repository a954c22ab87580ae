import { afterAll, beforeAll, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { pinsAtMost, RelatedDesk } from '../../src/newsroom/related/related-desk.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { RelatedChoiceTable } from '../../src/store/tables/related-choices.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

let now = Date.UTC(2026, 4, 12, 10);
const clock = () => now;

onBothDatabases('what editors decide about Related', clock, (openFresh) => {
  const ids = idSource(clock);
  let databases: Databases;
  let related: RelatedDesk;
  let desk: StoryDesk;
  let lists: RelateDesk;
  const stories: Story[] = [];
  const [bridge, ferry, weather] = [() => stories[0]!, () => stories[1]!, () => stories[2]!];
  beforeAll(async () => {
    databases = await openFresh();
    related = new RelatedDesk({ choices: new RelatedChoiceTable(databases), clock, ids });
    desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
    lists = new RelateDesk({ store: new RelateTable(databases), clock });
    for (const [headline, body] of [
      [
        'Harbour bridge reopens after Lindqvist inquiry',
        'Engineers of the Harbour Board opened the bridge in Vestby. ',
      ],
      [
        'Lindqvist inquiry blames Harbour Board for bridge',
        'The bridge in Vestby was closed by the Harbour Board. ',
      ],
      ['Rain expected in the hills', 'Farmers wait for rain on the upland meadows this weekend. '],
    ])
      stories.push(
        await publish(await desk.create({ headline: headline!, body: `<p>${body!.repeat(8)}</p>` }, 'test')),
      );
    await lists.work();
  });
  afterAll(() => databases.close());

  const publish = async ({ id }: Story) => desk.act(id, { kind: 'publish' }, 'test');
  const listOf = async ({ id }: Story) =>
    (await new RelatedTable(databases).of(id)).rows.map(({ storyId, reason }) => [storyId, reason.kind]);
  const auditOf = ({ id }: Story) =>
    databases.write
      .selectFrom('audit')
      .select(['actor', 'act', 'detail'])
      .where('subject', '=', id)
      .where('act', 'like', 'related-%')
      .orderBy('at')
      .execute();
  const made = async ({ id }: Story) =>
    (await databases.read.selectFrom('related').select('list').where('story_id', '=', id).executeTakeFirst())
      ?.list;

  it('stands above the list at once, and the list does not say it again', async () => {
    expect((await listOf(bridge())).map(([id]) => id)).toEqual([ferry().id]);
    await related.pin(bridge(), weather(), 'ines');
    now += 1000;
    expect((await listOf(bridge()))[0]).toEqual([weather().id, 'pinned']);
    await related.pin(bridge(), ferry(), 'ines');
    now += 1000;
    await lists.work();
    expect(await listOf(bridge())).toEqual([
      [weather().id, 'pinned'],
      [ferry().id, 'pinned'],
    ]);
    expect(await made(bridge())).toBe('[]');
  });

  it('keeps a story out, before and after the list was made again', async () => {
    await related.exclude(bridge(), ferry(), 'omar');
    expect((await listOf(bridge())).map(([id]) => id)).toEqual([weather().id]);
    now += 1000;
    await lists.work();
    expect((await listOf(bridge())).map(([id]) => id)).toEqual([weather().id]);
    // It is this list's matter alone.
    expect((await listOf(ferry())).map(([id]) => id)).toEqual([bridge().id]);
  });

  it('is left to the list again, and who decided what is kept', async () => {
    await related.undo(bridge().id, ferry().id, 'omar');
    await related.undo(bridge().id, weather().id, 'omar');
    await related.undo(bridge().id, weather().id, 'omar');
    now += 1000;
    await lists.work();
    expect((await listOf(bridge())).map(([id]) => id)).toEqual([ferry().id]);
    const acts = await auditOf(bridge());
    expect(acts.map(({ act, actor, detail }) => `${act} ${actor} ${detail === ferry().id}`).sort()).toEqual(
      [
        'related-pin ines false',
        'related-pin ines true',
        'related-exclude omar true',
        'related-undo omar true',
        'related-undo omar false',
      ].sort(),
    );
  });

  it('names the first of stories that are copies', async () => {
    const body =
      '<p>The ferry to Vestby runs again from Monday, after four weeks in the yard at Holm. </p>'.repeat(6);
    const first = await publish(await desk.create({ headline: 'Ferry runs again', body }, 'test'));
    now += 1000;
    const repost = await publish(await desk.create({ headline: 'Ferry runs again', body }, 'test'));
    now += 1000;
    await lists.work();
    const table = new RelatedTable(databases);
    expect([await table.firstCopy(repost.id), await table.firstCopy(first.id)]).toEqual([
      first.id,
      undefined,
    ]);
    expect(await table.firstCopy(weather().id)).toBeUndefined();
  });

  it('refuses the story itself, what is not public, and an eleventh pin', async () => {
    await expect(related.pin(bridge(), bridge(), 'ines')).rejects.toThrow('the story itself');
    await expect(related.exclude(bridge(), bridge(), 'ines')).rejects.toThrow('the story itself');
    const draft = await desk.create({ headline: 'Draft', body: '<p>Soon.</p>' }, 'test');
    await expect(related.pin(bridge(), draft, 'ines')).rejects.toThrow('Only a published story');
    for (let count = 0; count < pinsAtMost; count += 1)
      await related.pin(
        bridge(),
        await publish(await desk.create({ headline: `Brief ${count}`, body: '<p>Short.</p>' }, 'test')),
        'ines',
      );
    await expect(related.pin(bridge(), ferry(), 'ines')).rejects.toThrow('10 places');
  });

  it('tells the page of the story, and goes with either story', async () => {
    const [last] = await databases.write
      .selectFrom('changes')
      .select('tags')
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(JSON.parse(last!.tags)).toEqual([`story:${bridge().id}`]);
    const { pinned } = await related.of(bridge().id);
    await databases.write.deleteFrom('stories').where('id', '=', pinned[0]!).execute();
    expect((await related.of(bridge().id)).pinned).toHaveLength(pinned.length - 1);
  });
});
