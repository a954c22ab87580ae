import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 4, 12, 10);
let now = start;
const clock = () => now;

const wire =
  'Coxswain Tamsin Orme of the lifeboat Gannet took nine people off the trawler Blue Heron in a gale.';
const sourceBody = `<p>${wire}</p><p>The trawler had lost its rudder off Lantern Hill, and drifted for six hours in the dark.</p>`;
const inquiry = `<p>${wire}</p><p>An inquiry begins on Monday, said Coxswain Orme; the owners of the Blue Heron sent nobody.</p>`;

const ruling = `<p>${wire}</p><p>The inspectors found the rudder pin worn through, three surveys late; they fined the yard at Holm.</p>`;

onBothDatabases('a repost', clock, (openFresh) => {
  let databases: Databases;
  let desk: StoryDesk;
  let lists: RelateDesk;
  let source: StoryId;
  let repost: StoryId;
  /** Of the days of the source. */
  let inquired: StoryId;

  const publish = async (headline: string, body: string): Promise<StoryId> => {
    const { id } = await desk.create({ headline, body }, 'test');
    await desk.act(id, { kind: 'publish' }, 'test');
    return id;
  };
  const work = () => {
    now += minuteMs;
    return lists.work();
  };
  const listOf = async (id: StoryId) =>
    new Map((await new RelatedTable(databases).of(id)).rows.map(({ storyId, reason }) => [storyId, reason]));

  beforeEach(async () => {
    now = start;
    databases = await openFresh();
    desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock,
      ids: idSource(clock),
      zone: () => 'UTC',
    });
    lists = new RelateDesk({ store: new RelateTable(databases), clock });
    // Stories of other things, so that words have a rarity.
    for (let at = 0; at < 12; at += 1)
      await publish(`Council ${at} votes`, `<p>The council of Place${at} voted on taxes number${at}.</p>`);
    source = await publish('Lifeboat takes nine off trawler', sourceBody);
    inquired = await publish('Inquiry into the Blue Heron begins', inquiry);
    now += 100 * dayMs;
    repost = await publish('Lifeboat takes nine off trawler', sourceBody);
  });
  afterEach(() => databases.close());

  it('of an old story makes no new one of it: Related lists the source, as background', async () => {
    const fresh = await publish('Inquiry into the Blue Heron ends', ruling);
    await work();
    const background = { kind: 'background', instant: start };
    expect(await listOf(fresh)).toEqual(
      new Map([
        [source, background],
        [inquired, background],
      ]),
    );
    await desk.act(source, { kind: 'withdraw', notice: 'Wrong.' }, 'test');
    await work();
    expect((await listOf(fresh)).get(repost)).toEqual({ kind: 'same-event' });
  });

  it('is of the days of its source: what was told then is its event, and what is told now is not', async () => {
    const fresh = await publish('Inquiry into the Blue Heron ends', ruling);
    await work();
    const list = await listOf(repost);
    expect(list.get(inquired)).toEqual({ kind: 'same-event' });
    expect(list.get(fresh)?.kind).toBe('also-about');
  });

  it('is told from its source, and from what stands alone', async () => {
    await work();
    const table = new RelatedTable(databases);
    const draft = await desk.create({ headline: 'Draft', body: '<p>Soon.</p>' }, 'test');
    expect(await table.clusterHeads([source, repost, draft.id])).toEqual(
      new Map([
        [source, source],
        [repost, source],
      ]),
    );
    expect(await table.clusterHeads([])).toEqual(new Map());
    const [drafted, copy, ...others] = await new StoryTable(databases).list({}, 20);
    expect(drafted).not.toHaveProperty('copyOf');
    expect(copy).toMatchObject({ id: repost, copyOf: { id: source, firstPublishedAt: start } });
    for (const other of others) expect(other).not.toHaveProperty('copyOf');
  });
});
