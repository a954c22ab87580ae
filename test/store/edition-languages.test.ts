import { expect, it } from 'vitest';
import { minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { parseEdition } from '../../src/discovery/edition.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

let now = Date.UTC(2026, 2, 12, 10);
const clock = () => now;

onBothDatabases('the builder of Editions', clock, (openFresh) => {
  it('makes one for a new story of a language that stands low in the pool', async () => {
    const databases = await openFresh();
    const ids = idSource(clock);
    const desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
    const publish = async (language: string) => {
      const { id } = await desk.create({ headline: 'It was said', standfirst: 'It was.', language }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      now += 1000;
      return id;
    };
    const editions = new EditionTable(databases);
    const builder = new EditionBuilder({
      editions,
      numbers: audienceNumbers(databases),
      slateLog: undefined,
      clock,
    });
    await publish('es');
    now += 90 * minuteMs;
    for (let english = 0; english < 40; english += 1) await publish('en');
    await builder.buildIfDue();
    now += 2 * minuteMs;
    expect(await builder.buildIfDue()).toBeUndefined();
    const late = await publish('es');
    // As read into the paper late: what is new this minute would stand first in any language.
    await databases.write
      .updateTable('stories')
      .set({ first_published_at: now - 80 * minuteMs })
      .where('id', '=', late)
      .execute();
    now += minuteMs;
    const made = await builder.buildIfDue();
    const place = made?.pool.findIndex(({ storyId }) => storyId === late) ?? -1;
    expect(place).toBeGreaterThan(30);
    expect(parseEdition((await editions.latest())!.content).pool).toHaveLength(42);
    await databases.close();
  });
});
