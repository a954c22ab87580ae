import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drop } from '../../src/audience/intake/verdict.js';
import { closeDueDays } from '../../src/audience/ledger/close-day.js';
import { daySigner, newSigningKey } from '../../src/audience/ledger/day-signer.js';
import type { LedgerEvent } from '../../src/audience/ledger/ledger-event.js';
import { recount } from '../../src/audience/ledger/recount.js';
import { verifyChain } from '../../src/audience/ledger/verify-chain.js';
import { dayMs } from '../../src/base/clock.js';
import { anyTime, finishNumbers } from '../../src/jobs/finish-erasures.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import type { Databases } from '../../src/store/databases.js';
import { eraseFromAudience } from '../../src/store/tables/audience-erasure.js';
import { closedDays } from '../../src/store/tables/closed-days.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { ErasureTable } from '../../src/store/tables/erasures.js';
import { ledgerStore, settleEvents } from '../../src/store/tables/ledger.js';
import { reactionStore } from '../../src/store/tables/reactions.js';
import { recountStore } from '../../src/store/tables/recount.js';
import { restatementStore } from '../../src/store/tables/restatements.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { addBareStories, storyNames } from '../support/bare-stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
let now = noon;
const zone = 'Europe/Paris';
const gone = 'story-1';
let lastId = 0;

function event(fields: Partial<LedgerEvent> = {}): LedgerEvent {
  lastId += 1;
  return {
    id: `event-${String(lastId).padStart(12, '0')}`,
    kind: 'view',
    storyId: gone,
    occurredAt: noon,
    receivedAt: noon,
    verdict: 'accepted',
    readerKey: `reader-${lastId}`,
    browserKey: 'AAAAAAAAAAA',
    browser: 'firefox',
    network: 'public',
    readSeconds: 60,
    ...fields,
  };
}

const place = { list: 'related' as const, position: 1, edition: 7 };

onBothDatabases(
  'numbers of an erased story',
  () => now,
  (openFresh) => {
    let databases: Databases;
    beforeEach(async () => {
      now = noon;
      databases = await openFresh();
      await addBareStories(databases, storyNames(5));
    });
    afterEach(() => databases.close());

    const append = (...events: readonly LedgerEvent[]) =>
      ledgerStore(databases, 'writer-1').settle(events, zone);
    const eraseAlone = (id: string = gone) =>
      new StoryEraserTable(databases).erase(id as StoryId, { at: now, ground: 'Order', actor: 'ada' });
    const finish = () => finishNumbers(new ErasureTable(databases), anyTime);
    const erase = async (id: string = gone) => {
      await eraseAlone(id);
      await finish();
    };
    /** Tables of what was counted in which any column holds the id. */
    const tablesNaming = async (id: string) => {
      const naming: string[] = [];
      for (const table of counted) {
        const rows = await databases.write.selectFrom(table).selectAll().execute();
        if (JSON.stringify(rows).includes(id)) naming.push(table);
      }
      return naming;
    };
    const reaction = (receiptHash: string) => ({
      storyId: gone,
      receiptHash,
      readerKey: receiptHash,
      day: '2026-05-12',
      givenAt: noon,
      hourStartsAt: noon,
    });

    const everyKind = () => [
      event(),
      event({ kind: 'pixel' }),
      event({ readerKey: 'reader-1' }),
      event({ kind: 'leave', readerKey: 'reader-1', dwellSeconds: 60, scrollPercent: 50 }),
      event({ verdict: drop('listed-agent') }),
      event({ verdict: drop('expired-token') }),
      event({
        readerKey: 'reader-3',
        storyId: 'story-3',
        cameFrom: { storyId: gone, readerKey: 'reader-1' },
      }),
      event({
        kind: 'impression',
        readerKey: 'reader-1',
        ...place,
        shown: { storyId: 'story-2', propensity: 1 },
      }),
      event({
        kind: 'click',
        readerKey: 'reader-3',
        ...place,
        storyId: 'story-3',
        shown: { storyId: gone, propensity: 0.95 },
      }),
      event({ kind: 'click', readerKey: 'reader-1', ...place, shown: { storyId: 'story-2', propensity: 1 } }),
    ];

    it('go with it, wherever they stand', async () => {
      await append(...everyKind());
      await reactionStore(databases).give(reaction('r1'));
      await restatementStore(databases).keep(
        { id: 'r', madeAt: noon, rulesVersion: 9, reason: 'Why', startsAt: 0, endsAt: noon },
        [{ storyId: gone, viewsBefore: 2, viewsAfter: 1 }],
      );
      await new EditionTable(databases).keep(
        {
          number: 1,
          builtAt: noon,
          content: JSON.stringify({ pool: [{ storyId: gone }, { storyId: 'story-2', clusterHead: gone }] }),
        },
        new Map([[gone, { views: 2, reactions: 1 }]]),
        { revision: 0, grown: { views: `{"${gone}":1,"story-2":2}`, slates: '[]' } },
      );
      await databases.write
        .insertInto('imported_counts')
        .values({ story_id: gone, system: 'Old', views: 5, until_day: '', brought_at: noon })
        .execute();
      expect(await tablesNaming(gone)).toEqual(counted.filter((table) => table !== 'closed_lines'));
      await erase();
      expect(await tablesNaming(gone)).toEqual([]);
      expect(await tablesNaming('story-2')).toEqual(['editions', 'edition_memory']);
      expect(await tablesNaming('story-3')).toEqual([
        'events',
        'readers',
        'tallies',
        'fine_tallies',
        'list_tallies',
        'story_counts',
      ]);
    });

    it('do not come back with what a page that is still open tells', async () => {
      await append(event());
      await erase();
      const settled = await append(...everyKind());
      expect(settled.map(({ reason }) => reason)).toEqual([
        ...Array.from({ length: 6 }, () => 'no-story'),
        '',
        'no-story',
        '',
        'no-story',
      ]);
      expect(await tablesNaming(gone)).toEqual([]);
      const tallies = await databases.read
        .selectFrom('tallies')
        .select(['story_id', 'class', 'views'])
        .orderBy('story_id')
        .execute();
      expect(tallies).toEqual([
        { story_id: '', class: 'unverified', views: 4 },
        { story_id: 'story-3', class: 'valid', views: 1 },
      ]);
      expect(await databases.read.selectFrom('readers').select('story_id').execute()).toEqual([
        { story_id: 'story-3' },
      ]);
      expect((await recount(recountStore(databases.scan), 0)).differences).toEqual([]);
    });

    it('and those of others in the same batch are counted', async () => {
      await erase();
      const settled = await append(event({ storyId: 'story-2' }), event(), event({ storyId: 'story-3' }));
      expect(settled.map(({ class: eventClass }) => eventClass)).toEqual(['valid', 'unverified', 'valid']);
    });

    it('hold no reaction any more: none is given, and none taken back', async () => {
      const store = reactionStore(databases);
      expect(await store.give(reaction('r1'))).toBe('kept');
      await eraseAlone();
      expect(await store.takeBack('r1', noon, noon)).toBeUndefined();
      await finish();
      expect(await store.give(reaction('r2'))).toBe('no-story');
      expect(await tablesNaming(gone)).toEqual([]);
    });

    it('are not restated by what was read before', async () => {
      await erase();
      await restatementStore(databases).keep(
        { id: 'r', madeAt: noon, rulesVersion: 9, reason: 'Why', startsAt: 0, endsAt: noon },
        [
          { storyId: gone, viewsBefore: 2, viewsAfter: 1 },
          { storyId: 'story-2', viewsBefore: 2, viewsAfter: 1 },
        ],
      );
      expect(await tablesNaming(gone)).toEqual([]);
      expect(await tablesNaming('story-2')).toEqual(['restated_counts']);
    });

    it('are a digest in a day that was being closed, and the chain verifies', async () => {
      await append(event(), event({ storyId: 'story-2' }));
      const days = closedDays(databases);
      const signer = daySigner('d1', newSigningKey());
      now += 2 * dayMs;
      await closeDueDays({
        days: {
          ...days,
          contentOf: async (...asked) => {
            const content = await days.contentOf(...asked);
            if (asked[0] === '2026-05-12') await erase();
            return content;
          },
        },
        salts: { of: async () => randomBytes(32), destroyThrough: async () => undefined },
        signer,
        clock: () => now,
        zone: () => zone,
        random: randomBytes,
      });
      expect(await tablesNaming(gone)).toEqual([]);
      const checks = [];
      for await (const check of verifyChain(closedDays(databases), [signer.publicKey])) checks.push(check);
      expect(checks[0]).toMatchObject({ stories: 2, erased: 1 });
      expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
    });

    it('are gone where events were being counted when it was erased', async () => {
      const counted = gate();
      const goOn = gate();
      const counting = databases.write.transaction().execute(async (trx) => {
        await settleEvents(trx, { events: everyKind(), zone, writer: 'w' }, databases.dialect);
        counted.open();
        await goOn.opened;
      });
      await counted.opened;
      const erasing = erase();
      // It waits for the count; if it did not, it would be through by then, and the numbers would come after it.
      await Promise.race([erasing, setTimeout(500)]);
      goOn.open();
      await Promise.all([counting, erasing]);
      expect(await tablesNaming(gone)).toEqual([]);
    });

    describe('an Edition that was being built', () => {
      const edition = (number: number) => ({ number, builtAt: noon, content: `{"counts":{"${gone}":2}}` });
      const counts = new Map([[gone, { views: 2, reactions: 1 }]]);

      it('is refused, though its builder had no memory to keep', async () => {
        await erase();
        expect(await new EditionTable(databases).keep(edition(1), counts, { revision: 0 })).toBe(false);
        expect(await tablesNaming(gone)).toEqual([]);
      });

      it('loses both of two stories, the second of which is erased while the first is', async () => {
        const other = 'story-2';
        const content = JSON.stringify({ pool: [gone, other, 'story-3'].map((storyId) => ({ storyId })) });
        await new EditionTable(databases).keep({ ...edition(1), content }, new Map(), { revision: 0 });
        let isSecondErased = false;
        const scan = databases.scan.withPlugin({
          transformQuery: ({ node }) => node,
          async transformResult({ result }) {
            if (!isSecondErased && result.rows[0] && 'content' in result.rows[0]) {
              isSecondErased = true;
              // By another connection: that of the first is busy with the row.
              await eraseFromAudience({ ...databases, scan: databases.read }, [other]);
            }
            return result;
          },
        });
        await eraseFromAudience({ ...databases, scan }, [gone]);
        expect(isSecondErased).toBe(true);
        expect(await tablesNaming(gone)).toEqual([]);
        expect(await tablesNaming(other)).toEqual([]);
        expect(await tablesNaming('story-3')).toEqual(['editions']);
      });

      it('loses the story where it was faster', async () => {
        await eraseAlone();
        expect(await new EditionTable(databases).keep(edition(1), counts, { revision: 0 })).toBe(true);
        await finish();
        expect(await tablesNaming(gone)).toEqual([]);
      });
    });
  },
);

function gate(): { open(): void; readonly opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const counted = [
  'events',
  'readers',
  'tallies',
  'fine_tallies',
  'list_tallies',
  'follow_tallies',
  'slate_tallies',
  'story_counts',
  'reactions',
  'restated_counts',
  'imported_counts',
  'closed_lines',
  'public_counts',
  'editions',
  'edition_memory',
] as const;
