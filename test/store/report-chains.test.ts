import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { type Random, seededRandom } from '../../src/base/seeded-random.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 4, 12, 10);
let now = start;
const clock = () => now;

const letters = 'abdeiklmnorstu';
const word = (random: Random) =>
  Array.from({ length: 6 }, () => letters[Math.floor(random() * letters.length)]).join('');
const sentences = (seed: number, count: number): string[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => `${Array.from({ length: 12 }, () => word(random)).join(' ')}.`);
};
const same = sentences(1, 20);
const figures = sentences(6, 10);
/** One text, in which a few figures are those of the day. */
const reportOf = (day: number) =>
  [...same, ...figures.map((each) => `${each.slice(0, -1)} by ${day} per cent.`)]
    .map((each) => `<p>${each}</p>`)
    .join('');

onBothDatabases('reports that come day after day, each a rewrite of the last', clock, (openFresh) => {
  let databases: Databases;
  let desk: StoryDesk;
  let lists: RelateDesk;
  let days: StoryId[];

  beforeEach(async () => {
    databases = await openFresh();
    const stories = new StoryTable(databases);
    desk = new StoryDesk({ stories, clock, ids: idSource(clock), zone: () => 'UTC' });
    lists = new RelateDesk({ store: new RelateTable(databases), clock });
    days = [];
    for (let day = 0; day < 4; day += 1) {
      now = start + day * dayMs;
      const { id } = await desk.create({ headline: `Report of day ${day}`, body: reportOf(day) }, 'test');
      await desk.act(id, { kind: 'publish' }, 'test');
      days.push(id);
      now += minuteMs;
      await lists.work();
    }
  });
  afterEach(() => databases.close());

  /** By day, the day that its cluster is named by. */
  const heads = async () => {
    const rows = await databases.read.selectFrom('analyses').select(['story_id', 'cluster_head']).execute();
    const headOf = new Map(rows.map((row) => [row.story_id, row.cluster_head]));
    return days.map((id) => days.indexOf(headOf.get(id) as StoryId));
  };

  it('are a cluster of two days; where its first goes, all that are in another one then are told so', async () => {
    expect(await heads()).toEqual([0, 0, 0, 3]);
    await desk.act(days[0]!, { kind: 'withdraw', notice: 'Wrong.' }, 'test');
    now += minuteMs;
    await lists.work();
    expect((await heads()).slice(1)).toEqual([1, 1, 1]);
  });
});
