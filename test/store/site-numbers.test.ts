import { afterEach, beforeEach, expect, it } from 'vitest';
import { drop } from '../../src/audience/intake/verdict.js';
import type { LedgerEvent } from '../../src/audience/ledger/ledger-event.js';
import { dayMs, hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { siteNumbersStore } from '../../src/store/tables/site-numbers.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const zone = 'UTC';
const now = Date.UTC(2026, 4, 12, 10, 2);
const today = Date.UTC(2026, 4, 12);
const span = { slots: Date.UTC(2026, 4, 12, 9, 5), today, dayAgo: now - dayMs, weekAgo: now - 7 * dayMs };

onBothDatabases(
  'numbers of the whole site',
  () => now,
  (openFresh) => {
    let databases: Databases;
    let sent = 0;
    beforeEach(async () => {
      databases = await openFresh();
    });
    afterEach(() => databases.close());

    const report = () => siteNumbersStore(databases).report(span);
    const append = (...events: readonly LedgerEvent[]) =>
      ledgerStore(databases, 'writer-1').settle(events, zone);
    const event = (storyId: string, fields: Partial<LedgerEvent> = {}): LedgerEvent => {
      sent += 1;
      const receivedAt = fields.receivedAt ?? now;
      return {
        id: `event-${String(sent).padStart(12, '0')}`,
        kind: 'view',
        storyId,
        occurredAt: receivedAt,
        receivedAt,
        verdict: 'accepted',
        readerKey: `reader-${sent}`,
        browserKey: 'AAAAAAAAAAA',
        browser: 'firefox',
        network: 'public',
        readSeconds: 60,
        ...fields,
      };
    };
    const inList = (kind: 'impression' | 'click', storyId: string, shown: string) =>
      event(storyId, {
        kind,
        readerKey: 'reader',
        list: 'related',
        position: 1,
        edition: 7,
        shown: { storyId: shown, propensity: 1 },
      });

    async function publishedIn(sections: readonly string[]) {
      const clock = () => now;
      const ids = idSource(clock);
      const desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => zone });
      const sectionId =
        sections.length === 0 ? null : await new DirectoryTable(databases, ids).ensureSection(sections, now);
      const { id } = await desk.create({ headline: 'The ferry', body: '<p>It came.</p>', sectionId }, 'test');
      await desk.act(id, { kind: 'publish' }, 'test');
      return { id, sectionId };
    }

    it('are nothing where nothing was read', async () => {
      expect(await report()).toEqual({
        slots: [],
        hours: [],
        today: { views: 0, reads: 0, reactions: 0, withoutScript: 0 },
        sections: [],
        stories: [],
        lists: [],
        dropped: [],
        variety: { shown: 0, fresh: 0, freshNeverShown: 0 },
      });
    });

    it('tell what counted now, today and in which section, and what did not and why', async () => {
      const ferry = await publishedIn(['News', 'Harbour']);
      const bridge = await publishedIn([]);
      await append(
        event(ferry.id),
        event(ferry.id),
        event(bridge.id),
        event(bridge.id, { receivedAt: now - 2 * hourMs }),
        event(bridge.id, { receivedAt: today - minuteMs }),
        event(ferry.id, { verdict: drop('listed-agent') }),
        event(ferry.id, { receivedAt: today - minuteMs, verdict: drop('prefetch') }),
        event(ferry.id, { kind: 'pixel' }),
        event(ferry.id, { kind: 'leave', readerKey: 'reader-1', dwellSeconds: 61, scrollPercent: 90 }),
      );
      const { slots, hours, today: sums, sections, stories, dropped } = await report();
      expect(slots).toEqual([{ startsAt: Date.UTC(2026, 4, 12, 10), views: 3 }]);
      expect(hours.map(({ views }) => views)).toEqual([1, 1, 3]);
      expect(sums).toMatchObject({ views: 4, withoutScript: 1 });
      expect(sections).toEqual(
        expect.arrayContaining([
          { sectionId: ferry.sectionId, views: 2 },
          { sectionId: null, views: 2 },
        ]),
      );
      expect(new Map(stories.map(({ storyId, views }) => [storyId, views]))).toEqual(
        new Map([
          [ferry.id, 2],
          [bridge.id, 2],
        ]),
      );
      expect(dropped).toEqual([{ reason: 'listed-agent', views: 1 }]);
    });

    it('tell of each list what was seen and followed, and which stories none showed', async () => {
      const ferry = await publishedIn([]);
      const bridge = await publishedIn([]);
      await append(
        event(ferry.id, { readerKey: 'reader' }),
        inList('impression', ferry.id, bridge.id),
        inList('impression', ferry.id, bridge.id),
        inList('click', ferry.id, bridge.id),
      );
      const { lists, variety } = await report();
      expect(lists).toEqual([{ list: 'related', impressions: 2, clicks: 1 }]);
      expect(variety).toEqual({ shown: 1, fresh: 2, freshNeverShown: 1 });
    });
  },
);
