import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { slotMs, slotOf } from '../../src/discovery/ranking/tally.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { RelatedDesk } from '../../src/newsroom/related/related-desk.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { RelatedChoiceTable } from '../../src/store/tables/related-choices.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { watchStatements } from '../support/query-plans.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const statements = watchStatements();
const folder = makeTempFolder();
beforeAll(makeLists);
afterAll(() => {
  statements.stop();
  removeFolder(folder);
});

/** Two stories, a pin, an Edition; then all of it once more after a change. */
async function makeLists(): Promise<void> {
  let now = Date.UTC(2026, 4, 12, 10);
  const clock = () => now;
  const ids = idSource(clock);
  const databases = await openSqlite(join(folder, 'broadsheet.db'), { readers: 1, clock });
  const stories = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
  const publish = async (headline: string) => {
    const { id } = await stories.create({ headline, body: '<p>The ferry Ellen came back.</p>' }, 'test');
    return stories.act(id, { kind: 'publish' }, 'test');
  };
  const relate = new RelateDesk({ store: new RelateTable(databases), clock });
  const numbers = audienceNumbers(databases);
  const counted = numbers.fiveMinuteTallies.bind(numbers);
  let read: readonly string[] = [];
  // What is related to what is being read is asked for too.
  numbers.fiveMinuteTallies = async (since) => [
    ...(await counted(since)),
    ...read.map((storyId) => ({ storyId, startsAt: slotOf(now) - slotMs, validViews: 9 })),
  ];
  const builder = new EditionBuilder({
    editions: new EditionTable(databases),
    numbers,
    slateLog: slateLog(databases),
    clock,
  });
  const [ferry, quay] = [await publish('The ferry is back'), await publish('The quay is full')];
  read = [ferry.id, quay.id];
  const choices = new RelatedDesk({ choices: new RelatedChoiceTable(databases), clock, ids });
  for (const choose of [
    () => choices.pin(ferry, quay, 'test'),
    () => choices.undo(ferry.id, quay.id, 'test'),
  ]) {
    await choose();
    now += 6 * minuteMs;
    await relate.work();
    await builder.buildIfDue();
  }
  await databases.close();
}

/** Meant to: at start, a piece at a time, in a thread of their own; and one number for each story that was ever counted. */
const meant = [
  / not exists \(select "subject" from "jobs"/,
  /^select "story_id", "views", "reactions" from "public_counts"/,
];

it('the jobs that make lists run through no table that grows', () => {
  expect(statements.count()).toBeGreaterThan(25);
  expect(statements.has(/from "related" where "story_id" in/)).toBe(true);
  expect(statements.grown(join(folder, 'broadsheet.db'), meant)).toEqual([]);
});
