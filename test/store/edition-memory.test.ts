import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { parseEdition } from '../../src/discovery/edition.js';
import { slotOf } from '../../src/discovery/ranking/tally.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 2, 12, 10);
const hours = 100;
let now = start;
const clock = () => now;

/** A paper whose first story was read by everybody on the first day, and others by a few each hour since then. */
class Paper {
  readonly databases: Databases;
  readonly ids: string[] = [];

  constructor(databases: Databases) {
    this.databases = databases;
  }

  async publish(stories: number): Promise<void> {
    const ids = idSource(clock);
    const desk = new StoryDesk({ stories: new StoryTable(this.databases), clock, ids, zone: () => 'UTC' });
    for (let index = 0; index < stories; index += 1) {
      const { id } = await desk.create({ headline: `Story ${index}`, body: '<p>It was said.</p>' }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      this.ids.push(id);
      // Ids of different instants are in the order of time, in every paper.
      now += 1000;
    }
  }

  async read(hour: number): Promise<void> {
    const { write } = this.databases;
    const starts_at = slotOf(now);
    const views = (index: number) => (index === 0 ? (hour < 20 ? 500 : 0) : (hour * index) % 7);
    for (const [index, story_id] of this.ids.entries()) {
      if (views(index) === 0) continue;
      await write
        .insertInto('fine_tallies')
        .values({ starts_at, story_id, valid_views: views(index) })
        .execute();
      const shown = { page_id: this.ids[(index + 1) % this.ids.length]!, edition: 1, list: 'recommendation' };
      const place = { position: 1 + (index % 7), story_id, propensity: 1 };
      const clicks = (hour * index) % 3;
      await write
        .insertInto('slate_tallies')
        .values({ starts_at, ...shown, ...place, impressions: 20, clicks })
        .execute();
    }
  }

  builder = () =>
    new EditionBuilder({
      editions: new EditionTable(this.databases),
      numbers: audienceNumbers(this.databases),
      slateLog: slateLog(this.databases),
      clock,
    });

  /** The last Edition, its stories by their place in the paper: ids differ between two papers. */
  async lastEdition() {
    const row = await new EditionTable(this.databases).latest();
    const text = this.ids.reduce(
      (content, id, index) => content.replaceAll(id, `story ${index}`),
      row!.content,
    );
    return parseEdition(text);
  }
}

onBothDatabases('the builder of Editions', clock, (openFresh) => {
  let opened: Databases[];
  beforeEach(() => {
    opened = [];
  });
  afterEach(() => Promise.all(opened.map((databases) => databases.close())));

  /** Four days of a paper, hour by hour; `atHour` says what happens to the builder before each. */
  async function live(atHour: (hour: number, databases: Databases) => Promise<'restart' | undefined>) {
    now = start;
    const databases = await openFresh();
    opened.push(databases);
    const paper = new Paper(databases);
    await paper.publish(12);
    let builder = paper.builder();
    for (let hour = 0; hour < hours; hour += 1) {
      if ((await atHour(hour, databases)) === 'restart') builder = paper.builder();
      await paper.read(hour);
      // Some Editions are due in the middle of a slot, and not every one is kept.
      now += (hour % 3) * minuteMs + 6 * minuteMs;
      await builder.buildIfDue();
      now = start + (hour + 1) * hourMs;
      await ledgerStore(databases, 'w').prune({
        fineTallies: now - 2 * dayMs,
        ids: 0,
        evidence: now - 35 * dayMs,
      });
    }
    now += minuteMs;
    await builder.buildIfDue();
    return paper.lastEdition();
  }

  const lastHour = (hour: number) => hour === hours - 1;
  const emptied = (views: string, slates: string) => async (hour: number, databases: Databases) => {
    if (!lastHour(hour)) return undefined;
    await databases.write.updateTable('edition_memory').set({ views, slates }).execute();
    return 'restart' as const;
  };

  it('started again and again makes the same Edition as one that ran through', async () => {
    const through = await live(async () => undefined);
    const again = await live(async (hour) => (hour % 7 === 3 || lastHour(hour) ? 'restart' : undefined));
    expect(again).toEqual(through);
    expect(through.rankings.site.week.stories[0]?.storyId).toBe('story 0');
    expect(Object.keys(through.followed).length).toBeGreaterThan(5);
  }, 120_000);

  it.each([false, true])(
    'goes on when the clock was ahead and is set back (restarted: %s)',
    async (isRestarted) => {
      now = start;
      const databases = await openFresh();
      opened.push(databases);
      const paper = new Paper(databases);
      await paper.publish(12);
      let builder = paper.builder();
      const hour = async (number: number) => {
        await paper.read(number);
        now += 6 * minuteMs;
        await builder.buildIfDue();
        now += hourMs - 6 * minuteMs;
      };
      for (let number = 0; number < 3; number += 1) await hour(number);
      const back = now;
      now += 30 * dayMs;
      await hour(3);
      now = back;
      if (isRestarted) builder = paper.builder();
      for (let number = 21; number < 24; number += 1) await hour(number);
      const edition = await paper.lastEdition();
      expect(Math.abs(edition.builtAt - now)).toBeLessThan(hourMs);
      // Nobody reads it any more, so it leads the week and not what is read now.
      expect(edition.rankings.site.week.stories[0]?.storyId).toBe('story 0');
      expect(edition.rankings.site.now.kind).toBe('ranked');
      expect(Object.keys(edition.followed).length).toBeGreaterThan(5);
    },
  );

  it.each([
    ['missing', '', ''],
    ['of another version', '{"version":0}', '{"version":1}'],
    ['cut', '{"version":2,', '{"ver'],
  ])(
    'whose memory is %s learns again from the tallies, those of views of two days',
    async (_what, ...texts) => {
      const again = await live(emptied(...(texts as [string, string])));
      expect(again.rankings.site.week.stories.map(({ storyId }) => storyId)).not.toContain('story 0');
      expect(again.rankings.site.week.stories.length).toBeGreaterThan(5);
      expect(Object.keys(again.followed).length).toBeGreaterThan(5);
    },
    120_000,
  );
});
