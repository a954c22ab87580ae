import { expect, it } from 'vitest';
import { dayMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { slotOf } from '../../src/discovery/ranking/tally.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

let now = Date.UTC(2026, 2, 12, 10);
const clock = () => now;

const closed =
  '<p>The ferry quay of Vestby is closed after the storm. Ingrid Solheim, the harbour master, found cracks in the ferry ramp.</p>';
const opened =
  '<p>Ferries call at Vestby again. The ramp at the ferry quay was mended in winter, and Ingrid Solheim let the first ferry in.</p>';

onBothDatabases('an Edition', clock, (openFresh) => {
  it('holds stories of any age that are related to what is being read, and only to that', async () => {
    const databases = await openFresh();
    const desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock,
      ids: idSource(clock),
      zone: () => 'UTC',
    });
    const publish = async (headline: string, body: string) => {
      const { id } = await desk.create({ headline, body, language: 'en' }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      return id;
    };
    const old = await publish('Ferry quay closed', closed);
    const other = await publish(
      'Choir sings Bach',
      '<p>The choir of Holm sang motets by Bach in the chapel.</p>',
    );
    now += 100 * dayMs;
    const read = await publish('Ferry quay opens', opened);
    await publish('Choir on tour', '<p>The choir of Holm goes to the chapel of Vik with motets by Bach.</p>');
    await new RelateDesk({ store: new RelateTable(databases), clock: () => now + 1000 }).work();
    expect((await new RelatedTable(databases).of(read)).rows.map(({ storyId }) => storyId)).toEqual([old]);
    const numbers = audienceNumbers(databases);
    numbers.fiveMinuteTallies = async (since) =>
      [{ storyId: read, startsAt: slotOf(now) - 5 * minuteMs, validViews: 9 }].filter(
        ({ startsAt }) => startsAt >= since,
      );
    const builder = new EditionBuilder({
      editions: new EditionTable(databases),
      numbers,
      slateLog: undefined,
      clock,
    });
    // What was read is known once its slot has been taken in.
    await builder.buildIfDue();
    now += 10 * minuteMs;
    await publish('Market day', '<p>Stalls stand on the square.</p>');
    const pool = (await builder.buildIfDue())?.pool ?? [];
    expect(pool.find(({ storyId }) => storyId === old)?.sources).toEqual(['related']);
    expect(pool.map(({ storyId }) => storyId)).not.toContain(other);
    await databases.close();
  });
});
