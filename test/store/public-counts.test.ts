import { afterEach, beforeEach, expect, it } from 'vitest';
import { hourMs, minuteMs, secondMs } from '../../src/base/clock.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import type { Databases } from '../../src/store/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { addBareStories, storyNames } from '../support/bare-stories.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 4, 12, 10);
let now = start;

/** The table, on a disk that has no room for an Edition while it is full, and for a batch of events has. */
class EditionTableOnDisk extends EditionTable {
  disk: 'free' | 'full' | 'taken' = 'free';

  override async keep(...kept: Parameters<EditionTable['keep']>): Promise<boolean> {
    if (this.disk === 'full') throw new Error('database or disk is full');
    return this.disk === 'free' && super.keep(...kept);
  }
}

onBothDatabases(
  'public numbers',
  () => now,
  (openFresh) => {
    let databases: Databases;
    let editions: EditionTableOnDisk;
    let builder: EditionBuilder;
    let readers = 0;
    beforeEach(async () => {
      now = start;
      databases = await openFresh();
      await addBareStories(databases, storyNames(3));
      editions = new EditionTableOnDisk(databases);
      builder = new EditionBuilder({
        editions,
        numbers: audienceNumbers(databases),
        slateLog: slateLog(databases),
        clock: () => now,
      });
    });
    afterEach(() => databases.close());

    async function read(storyId: string) {
      readers += 1;
      const event = {
        id: `event-${String(readers).padStart(12, '0')}`,
        kind: 'view' as const,
        storyId,
        occurredAt: now,
        receivedAt: now,
        verdict: 'accepted' as const,
        readerKey: `reader-${readers}`,
        browserKey: 'AAAAAAAAAAA',
        browser: 'firefox',
        network: 'public' as const,
        readSeconds: 60,
      };
      await ledgerStore(databases, 'w').settle([event], 'UTC');
    }
    const shown = async () =>
      Object.fromEntries([...(await editions.publicCounts())].map(([id, { views }]) => [id, views]));
    const passMinutes = async (minutes: number) => {
      for (let look = 0; look < minutes * 6; look += 1) {
        now += 10 * secondMs;
        await builder.buildIfDue().catch(() => undefined);
      }
    };

    it.each(['full', 'taken'] as const)(
      'are caught up with, once Editions can be kept again (%s)',
      async (disk) => {
        await read('story-1');
        await passMinutes(2);
        expect(await shown()).toEqual({ 'story-1': 1 });
        await read('story-1');
        await read('story-2');
        editions.disk = disk;
        await passMinutes(10);
        expect(await shown()).toEqual({ 'story-1': 1 });
        editions.disk = 'free';
        await passMinutes(2);
        expect(await shown()).toEqual({ 'story-1': 2, 'story-2': 1 });
      },
    );

    it('are caught up with after a clock that was set back, however long nothing was built', async () => {
      await read('story-1');
      await passMinutes(2);
      now -= hourMs;
      await read('story-1');
      now += 10 * minuteMs;
      await passMinutes(2);
      expect(await shown()).toEqual({ 'story-1': 2 });
    });
  },
);
