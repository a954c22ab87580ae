import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drop } from '../../src/audience/intake/verdict.js';
import type { LedgerEvent } from '../../src/audience/ledger/ledger-event.js';
import type { ShownTally } from '../../src/audience/ledger/slate-log.js';
import { hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { eraseFromAudience } from '../../src/store/tables/audience-erasure.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { addBareStories, storyNames } from '../support/bare-stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
let lastId = 0;

/** A link seen or followed at a place of story-1's page. */
function inList(fields: Partial<LedgerEvent> = {}): LedgerEvent {
  lastId += 1;
  const receivedAt = fields.receivedAt ?? noon;
  return {
    id: `event-${String(lastId).padStart(12, '0')}`,
    kind: 'impression',
    storyId: 'story-1',
    occurredAt: receivedAt,
    receivedAt,
    verdict: 'accepted',
    readerKey: 'reader-1',
    browserKey: 'AAAAAAAAAAA',
    browser: 'firefox',
    network: 'public',
    readSeconds: 60,
    list: 'recommendation',
    position: 2,
    edition: 7,
    shown: { storyId: 'story-2', propensity: 0.95 },
    ...fields,
  };
}

onBothDatabases(
  'what was shown in lists',
  () => noon,
  (openFresh) => {
    let databases: Databases;
    beforeEach(async () => {
      databases = await openFresh();
      await addBareStories(databases, storyNames(10));
      await append(inList({ kind: 'view', list: undefined, position: undefined, shown: undefined }));
    });
    afterEach(() => databases.close());
    const append = (...events: readonly LedgerEvent[]) =>
      ledgerStore(databases, 'writer-1').settle(events, 'Europe/Paris');
    const places = (since = 0, until = noon + hourMs) => slateLog(databases).places(since, until);
    const all = async () => {
      const told: ShownTally[] = [];
      for await (const tally of slateLog(databases).all()) told.push(tally);
      return told;
    };
    const place = { pageId: 'story-1', list: 'recommendation', position: 2, storyId: 'story-2' };

    describe('places', () => {
      it('are sums of impressions and clicks, over Editions and draws, and kept by draw', async () => {
        await append(inList(), inList(), inList({ kind: 'click' }));
        await append(inList({ edition: 8, shown: { storyId: 'story-2', propensity: 0.0125 } }));
        expect(await places()).toEqual([{ ...place, startsAt: noon, impressions: 3, clicks: 1 }]);
        expect(await all()).toEqual([
          { ...place, startsAt: noon, edition: 7, propensity: 0.95, impressions: 2, clicks: 1 },
          { ...place, startsAt: noon, edition: 8, propensity: 0.0125, impressions: 1, clicks: 0 },
        ]);
      });

      it('hold valid events only, never the page’s own story, and no place that the page did not show', async () => {
        await append(
          inList({ verdict: drop('listed-agent') }),
          inList({ verdict: drop('staff') }),
          inList({ verdict: drop('not-shown'), shown: undefined }),
          inList({ shown: { storyId: 'story-1', propensity: 1 } }),
          inList({ list: 'personal', position: undefined, shown: undefined }),
        );
        expect(await places()).toEqual([]);
      });

      it('count an event once, however often it is sent', async () => {
        const one = inList({ kind: 'click' });
        await append(one);
        await append(one);
        expect(await places()).toMatchObject([{ clicks: 1 }]);
      });

      it('are booked to the five minutes in which they were told, and asked for by them', async () => {
        const receivedAt = noon + 7 * minuteMs;
        await append(inList(), inList({ occurredAt: noon, receivedAt }));
        expect((await places()).map(({ startsAt }) => startsAt)).toEqual([noon, noon + 5 * minuteMs]);
        expect(await places(noon, noon + 5 * minuteMs)).toHaveLength(1);
        expect(await places(noon + 5 * minuteMs)).toHaveLength(1);
        expect(await places(noon + 10 * minuteMs)).toEqual([]);
      });

      it('are let go of with the evidence', async () => {
        await append(inList(), inList({ receivedAt: noon + hourMs }));
        const before = noon + hourMs;
        await ledgerStore(databases, 'w').prune({ fineTallies: before, ids: before, evidence: before });
        expect((await all()).map(({ startsAt }) => startsAt)).toEqual([noon + hourMs]);
      });

      it('are told whole when they are many', async () => {
        await addBareStories(
          databases,
          Array.from({ length: 400 }, (_, index) => `page-${index}`),
        );
        const slots = 30;
        for (let slot = 0; slot < slots; slot += 1)
          await append(
            ...Array.from({ length: 400 }, (_, index) =>
              inList({ receivedAt: noon + slot * 5 * minuteMs, storyId: `page-${index}` }),
            ),
          );
        const told = await all();
        expect(told).toHaveLength(slots * 400);
        expect(new Set(told.map(({ startsAt, pageId }) => `${startsAt} ${pageId}`)).size).toBe(slots * 400);
      });
    });

    it('what readers went on to, as Related knows it, comes of their views and not of clicks', async () => {
      const clock = () => noon;
      const stories = new StoryTable(databases);
      const desk = new StoryDesk({ stories, clock, ids: idSource(clock), zone: () => 'Europe/Paris' });
      const { id } = await desk.create({ headline: 'Followed' }, 'ada');
      const shown = { storyId: id, propensity: 1 };
      const clicks = Array.from({ length: 10 }, () => inList({ kind: 'click', shown }));
      await append(inList({ shown }), inList({ kind: 'click', shown, verdict: drop('staff') }), ...clicks);
      expect(await places()).toMatchObject([{ pageId: 'story-1', storyId: id, impressions: 1, clicks: 10 }]);
      expect(await new RelateTable(databases).followedFrom('story-1')).toEqual(new Map());
      const viewed = { kind: 'view', list: undefined, position: undefined, shown: undefined } as const;
      for (let reader = 0; reader < 10; reader += 1) {
        const cameFrom = { storyId: 'story-1', readerKey: `${reader} there` };
        await append(inList({ ...viewed, readerKey: cameFrom.readerKey }));
        await append(inList({ ...viewed, readerKey: `${reader} here`, storyId: id, cameFrom }));
      }
      expect(await new RelateTable(databases).followedFrom('story-1')).toEqual(new Map([[id, 10]]));
    });

    describe('the memory of the builder', () => {
      const edition = (number: number) => ({ number, builtAt: noon, content: '{}' });
      const grown = { views: '{"story-2":1}', slates: '["story-2\\nstory-3"]' };
      const memory = (revision: number) => ({ revision, grown });

      it('is kept with an Edition, under the next revision, and told to whoever has another', async () => {
        const table = new EditionTable(databases);
        expect(await table.memory(-1)).toEqual({ revision: 0, views: '', slates: '' });
        expect(await table.keep(edition(1), new Map(), memory(0))).toBe(true);
        expect(await table.memory(1)).toBeUndefined();
        expect(await table.memory(0)).toEqual({ revision: 1, ...grown });
        expect(await table.keep(edition(2), new Map(), { revision: 1 })).toBe(true);
        expect(await table.memory(1)).toBeUndefined();
      });

      it('refuses the Edition of a builder that another one has overtaken', async () => {
        const table = new EditionTable(databases);
        await table.keep(edition(1), new Map(), memory(0));
        expect(await table.keep(edition(2), new Map(), memory(0))).toBe(false);
        expect(await table.keep(edition(2), new Map(), { revision: 0 })).toBe(false);
        expect((await table.latest())?.number).toBe(1);
      });

      it('and the places lose a story that is erased', async () => {
        const table = new EditionTable(databases);
        await table.keep(edition(1), new Map(), memory(0));
        await append(inList(), inList({ storyId: 'story-2', shown: { storyId: 'story-9', propensity: 1 } }));
        await eraseFromAudience(databases, ['story-2']);
        expect(await all()).toEqual([]);
        expect(await table.memory(1)).toEqual({ revision: 2, views: '{"":1}', slates: '["\\nstory-3"]' });
      });
    });
  },
);
