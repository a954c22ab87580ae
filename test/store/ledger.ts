import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drop, type Verdict } from '../../src/audience/intake/verdict.js';
import type { EventKind, LedgerEvent } from '../../src/audience/ledger/ledger-event.js';
import { dayMs, hourMs, minuteMs } from '../../src/base/clock.js';
import type { Databases } from '../../src/store/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { closedDays } from '../../src/store/tables/closed-days.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { reactionStore } from '../../src/store/tables/reactions.js';
import { addBareStories, storyNames } from '../support/bare-stories.js';
import { clearAudience } from '../support/counting.js';
import { ReferenceCounter } from './reference-counter.js';

const zone = 'Europe/Paris';
const noon = Date.UTC(2026, 4, 12, 10);
interface Sketchy extends Partial<Omit<LedgerEvent, 'verdict'>> {
  readonly verdict?: Verdict;
}

let lastId = 0;
const event = (fields: Sketchy = {}): LedgerEvent => {
  const occurredAt = fields.occurredAt ?? noon;
  const readerKey = fields.readerKey ?? 'reader-1';
  lastId += 1;
  return {
    id: `event-${String(lastId).padStart(12, '0')}`,
    kind: 'view',
    storyId: 'story-1',
    occurredAt,
    receivedAt: occurredAt,
    verdict: 'accepted',
    browserKey: Buffer.from(readerKey.padEnd(8)).toString('base64url'),
    browser: 'firefox',
    network: 'public',
    readSeconds: 60,
    ...fields,
    readerKey,
  };
};

/** The promises of the audience's store ports, held by every database. */
export function ledgerContract(name: string, open: () => Promise<Databases>): void {
  describe(`ledger on ${name}`, () => {
    let databases: Databases;
    beforeAll(async () => {
      databases = await open();
      await addBareStories(databases, storyNames(3));
    });
    afterAll(() => databases.close());
    beforeEach(async () => {
      await clearAudience(databases);
    });

    const append = (...events: readonly LedgerEvent[]) =>
      ledgerStore(databases, 'writer-1').settle(events, zone);
    const countsOf = (storyId = 'story-1') => audienceNumbers(databases).countsOf(storyId);
    const reasons = async (...events: readonly LedgerEvent[]) =>
      (await append(...events)).map(({ reason, class: eventClass }) => reason || eventClass);

    describe('an event id', () => {
      it('counts once, in one batch and in another', async () => {
        const one = event();
        expect(await reasons(one, one)).toEqual(['valid', 'seen-id']);
        expect(await reasons(one)).toEqual(['seen-id']);
        expect(await countsOf()).toMatchObject({ views: 1 });
      });

      it('counts once when batches race', async () => {
        const one = event();
        await Promise.all(Array.from({ length: 5 }, () => append(one)));
        expect(await countsOf()).toMatchObject({ views: 1 });
      });

      it('is not claimed by a hit that was dropped', async () => {
        const one = event({ verdict: drop('listed-agent') });
        await append(one);
        expect(await reasons({ ...one, verdict: 'accepted' })).toEqual(['valid']);
      });
    });

    describe('a repeat', () => {
      it.each([
        ['29.999 s later', [0, 29_999], ['valid', 'repeated-view']],
        ['30 s later', [0, 30_000], ['valid', 'valid']],
        [
          'a storm every 20 s',
          [0, 20_000, 40_000, 60_000],
          ['valid', 'repeated-view', 'repeated-view', 'repeated-view'],
        ],
        ['30 s after the last of a storm', [0, 20_000, 50_000], ['valid', 'repeated-view', 'valid']],
        ['told late', [30_000, 10_000], ['valid', 'repeated-view']],
      ])('%s', async (_what, offsets, expected) => {
        const views = offsets.map((offset) =>
          event({ occurredAt: noon + offset, receivedAt: noon + 60_000 }),
        );
        expect(await reasons(...views)).toEqual(expected);
        await clearAudience(databases);
        const apart = [];
        for (const view of views) apart.push(...(await reasons(view)));
        expect(apart).toEqual(expected);
      });

      it('is counted once when it races', async () => {
        await Promise.all(Array.from({ length: 5 }, () => append(event())));
        expect(await countsOf()).toMatchObject({ views: 1 });
      });
    });

    describe('a read', () => {
      const leave = (dwellSeconds: number, fields: Sketchy = {}) =>
        event({ kind: 'leave', dwellSeconds, scrollPercent: 50, ...fields });

      it.each([
        ['long enough at once', [60], 1],
        ['too short', [59], 0],
        ['long enough together', [20, 30, 10], 1],
        ['once, however long', [60, 60, 60], 1],
      ])('%s', async (_what, dwells, reads) => {
        await append(event());
        for (const dwell of dwells) await append(leave(dwell));
        expect(await countsOf()).toMatchObject({ views: 1, reads });
      });

      it('needs a view of the same reader', async () => {
        expect(await reasons(leave(90, { readerKey: 'reader-2' }))).toEqual(['no-view']);
        expect(await reasons(event({ readerKey: 'reader-2', verdict: drop('staff') }))).toEqual(['staff']);
        expect(await reasons(leave(90, { readerKey: 'reader-2' }))).toEqual(['no-view']);
      });

      it('begins anew with a view that counts, not with a repeat', async () => {
        const later = (seconds: number) => ({
          occurredAt: noon + seconds * 1000,
          receivedAt: noon + seconds * 1000,
        });
        await append(
          event(),
          leave(40),
          event(later(20)),
          leave(20, later(21)),
          event(later(60)),
          leave(40, later(100)),
        );
        expect(await countsOf()).toMatchObject({ views: 2, reads: 1 });
      });
    });

    it('keeps evidence without address, agent, id or exact time, and of lists without a reader', async () => {
      await append(
        event({ occurredAt: noon + 1234, receivedAt: noon + 1234 }),
        event({ kind: 'click', list: 'related', position: 3, edition: 7 }),
        event({ verdict: drop('forged-token'), storyId: '' }),
      );
      const rows = await databases.write.selectFrom('events').selectAll().orderBy('seq').execute();
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({ occurred_at: noon + 1000, reader_key: 'reader-1', class: 'valid' });
      expect(rows[1]).toMatchObject({ list: 'related', position: 3, reader_key: '' });
      expect(rows[1]).not.toHaveProperty('edition');
      const tallied = await countedStories(databases.scan, () => noon).countedStory('');
      expect(tallied.totals).toEqual({ unverified: 1 });
    });

    it('tells a story as it was at one moment, though events come in meanwhile', async () => {
      await append(event());
      let isFirst = true;
      const busy = databases.scan.withPlugin({
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          const comesMeanwhile = isFirst;
          isFirst = false;
          if (comesMeanwhile)
            await append(event({ readerKey: 'b' }), event({ readerKey: 'c', verdict: drop('listed-agent') }));
          return result;
        },
      });
      const told = await countedStories(busy, () => noon).countedStory('story-1');
      expect(told).toMatchObject({
        totals: { valid: 1 },
        hours: [{ views: { valid: 1 } }],
        dropped: [],
      });
      const later = await countedStories(databases.scan, () => noon).countedStory('story-1');
      expect(later.totals).toEqual({ valid: 2, bot: 1 });
    });

    it('takes of lists only what a reader tells who had a view of the page, in one batch and in another', async () => {
      const place = { kind: 'click' as const, list: 'related' as const, position: 3, edition: 7 };
      expect(await reasons(event({ ...place, readerKey: 'a' }), event({ readerKey: 'b' }))).toEqual([
        'no-view',
        'valid',
      ]);
      expect(
        await reasons(
          event({ ...place, readerKey: 'b' }),
          event({ readerKey: 'c' }),
          event({ ...place, readerKey: 'c' }),
        ),
      ).toEqual(['valid', 'valid', 'valid']);
      expect(await audienceNumbers(databases).listCounts(0)).toEqual([
        { list: 'related', position: 3, impressions: 0, clicks: 2 },
      ]);
    });

    describe('a way from one story to another', () => {
      const onStory1 = event({ readerKey: 'a-on-1' });
      const cameFrom = { storyId: 'story-1', readerKey: 'a-on-1' };
      const onStory2 = (fields: Sketchy = {}) =>
        event({ storyId: 'story-2', readerKey: 'a-on-2', cameFrom, ...fields });
      const later = (seconds: number) => ({
        occurredAt: noon + seconds * 1000,
        receivedAt: noon + seconds * 1000,
      });
      const follows = () => databases.write.selectFrom('follow_tallies').selectAll().execute();
      const once = {
        from_story_id: 'story-1',
        to_story_id: 'story-2',
        day_starts_at: noon - (noon % 86_400_000),
        follows: 1,
      };

      it.each<[string, readonly (readonly LedgerEvent[])[]]>([
        ['in one batch', [[onStory1, onStory2()]]],
        ['in two', [[onStory1], [onStory2()]]],
        [
          'whatever is opened again',
          [[onStory1], [onStory2()], [onStory2(later(40))], [onStory2(later(90))]],
        ],
        ['told by two views of one batch', [[onStory1, onStory2(), onStory2(later(40))]]],
      ])('counts once: %s', async (_what, batches) => {
        for (const batch of batches) await append(...batch);
        expect(await follows()).toEqual([once]);
      });

      it('is summed by the hour, without a reader', async () => {
        await append(onStory1, onStory2());
        await append(event({ readerKey: 'b-on-1' }));
        const b = { readerKey: 'b-on-2', cameFrom: { storyId: 'story-1', readerKey: 'b-on-1' } };
        await append(onStory2(b));
        expect(await follows()).toEqual([{ ...once, follows: 2 }]);
        const kept = JSON.stringify(
          await databases.write.selectFrom('events').selectAll().where('story_id', '=', 'story-2').execute(),
        );
        expect(kept).toContain('a-on-2');
        expect(kept).not.toContain('on-1');
        expect(kept).not.toContain('story-1');
      });

      it.each<[string, readonly (readonly LedgerEvent[])[]]>([
        ['whose reader had no view there', [[onStory2()]]],
        ['whose reader had the view there only afterwards', [[onStory2(), onStory1]]],
        [
          'whose reader was here before',
          [[onStory1, onStory2({ cameFrom: undefined })], [onStory2(later(60))]],
        ],
        ['of which the view there was dropped', [[{ ...onStory1, verdict: drop('staff') }, onStory2()]]],
        ['with a view that is dropped', [[onStory1, onStory2({ verdict: drop('listed-agent') })]]],
        ['with a view that is too old', [[onStory1], [onStory2({ receivedAt: noon + hourMs })]]],
        ['with a leave', [[onStory1, onStory2({ cameFrom: undefined })], [onStory2({ kind: 'leave' })]]],
        [
          'from a story that is not there',
          [[onStory1], [onStory2({ cameFrom: { ...cameFrom, storyId: 'no-such-story' } })]],
        ],
        ['to a story that is not there', [[onStory1], [onStory2({ storyId: 'no-such-story' })]]],
        [
          'with a click, which tells only what was meant to be opened',
          [
            [
              onStory1,
              event({
                readerKey: 'a-on-1',
                kind: 'click',
                list: 'related',
                position: 1,
                edition: 7,
                shown: { storyId: 'story-2', propensity: 1 },
              }),
            ],
          ],
        ],
      ])('counts for nothing %s', async (_what, batches) => {
        for (const batch of batches) await append(...batch);
        expect(await follows()).toEqual([]);
      });

      it('is told under the id of its view, which counts once', async () => {
        await append(onStory1);
        const one = onStory2();
        await append(one);
        await append(one, one);
        expect(await follows()).toEqual([once]);
      });
    });

    it('tells sums: fine and hourly tallies, lists, changed counts, readers', async () => {
      await append(
        event(),
        event({ readerKey: 'b', occurredAt: noon + 6 * minuteMs, receivedAt: noon + 6 * minuteMs }),
        event({ readerKey: 'c', storyId: 'story-2' }),
        event({ readerKey: 'd', verdict: drop('listed-agent') }),
        event({ kind: 'impression', list: 'ranking', position: 0 }),
        event({ kind: 'impression', list: 'ranking', position: 0 }),
        event({ kind: 'click', list: 'ranking', position: 0, edition: 7 }),
      );
      const numbers = audienceNumbers(databases);
      expect(await numbers.fiveMinuteTallies(noon + minuteMs)).toEqual([
        { storyId: 'story-1', startsAt: noon + 5 * minuteMs, validViews: 1 },
      ]);
      expect(await numbers.hourlyTallies(noon)).toHaveLength(2);
      expect(await numbers.listCounts(noon)).toEqual([
        { list: 'ranking', position: 0, impressions: 2, clicks: 1 },
      ]);
      expect((await numbers.countsChangedSince(noon)).map(({ storyId }) => storyId).sort()).toEqual([
        'story-1',
        'story-2',
      ]);
      expect(await numbers.siteReaders('2026-05-12')).toBe(3);
      expect(await numbers.siteHours(noon)).toEqual(
        expect.arrayContaining([
          { hourStartsAt: noon, class: 'valid', views: 3 },
          { hourStartsAt: noon, class: 'bot', views: 1 },
        ]),
      );
    });

    it('keeps nothing of a batch that fails', async () => {
      // It fails where the evidence is written, after ids and readers were.
      const failing = append(event(), event({ readerKey: 'reader-2', browser: null as never }));
      await expect(failing).rejects.toThrow(/null/i);
      for (const table of ['event_ids', 'readers', 'events', 'tallies'] as const)
        expect(await databases.write.selectFrom(table).selectAll().execute()).toEqual([]);
      expect(await countsOf()).toMatchObject({ views: 0 });
      expect(await databases.write.selectFrom('site_sketches').selectAll().execute()).toEqual([]);
      await append(event());
      expect(await audienceNumbers(databases).siteReaders('2026-05-12')).toBe(1);
    });

    it('prunes what is kept for a time only', async () => {
      await append(event());
      await append(event({ readerKey: 'b', occurredAt: noon + hourMs, receivedAt: noon + hourMs }));
      const before = noon + hourMs;
      await ledgerStore(databases, 'w').prune({ fineTallies: before, ids: before, evidence: before });
      for (const table of ['fine_tallies', 'event_ids', 'events'] as const)
        expect(await databases.write.selectFrom(table).selectAll().execute()).toHaveLength(1);
      expect(await countsOf()).toMatchObject({ views: 2 });
    });

    describe('a reaction', () => {
      const reaction = (receiptHash: string, readerKey: string) => ({
        storyId: 'story-1',
        receiptHash,
        readerKey,
        day: '2026-05-12',
        givenAt: noon,
        hourStartsAt: noon,
      });

      it('is given once by a key, also in a race, and taken back with its receipt only', async () => {
        const store = reactionStore(databases);
        const given = await Promise.all(
          ['r1', 'r2', 'r3'].map((receipt) => store.give(reaction(receipt, 'key-1'))),
        );
        expect(given.filter((answer) => answer === 'kept')).toHaveLength(1);
        expect(await store.give(reaction('r4', 'key-2'))).toBe('kept');
        expect(await countsOf()).toMatchObject({ reactions: 2, views: 0 });
        expect(await store.takeBack('unknown', noon, noon)).toBeUndefined();
        expect(await store.takeBack('r4', noon, noon)).toBe('story-1');
        expect(await store.takeBack('r4', noon, noon)).toBeUndefined();
        expect(await countsOf()).toMatchObject({ reactions: 1 });
        expect(await store.give(reaction('r5', 'key-2'))).toBe('kept');
      });
    });

    it('closes a day once and forgets its readers', async () => {
      await append(event(), event({ readerKey: 'b' }));
      await reactionStore(databases).give({
        storyId: 'story-1',
        receiptHash: 'r1',
        readerKey: 'key-1',
        day: '2026-05-12',
        givenAt: noon,
        hourStartsAt: noon,
      });
      const days = closedDays(databases);
      expect(await days.firstBookedHour()).toBe(noon);
      const endsAt = Date.UTC(2026, 4, 12, 22);
      const content = await days.contentOf('2026-05-12', endsAt - dayMs, endsAt);
      expect(content.lines).toMatchObject([
        { storyId: 'story-1', views: { valid: 2 }, readers: 2, reactionsGiven: 1 },
      ]);
      const record = {
        day: '2026-05-12',
        startsAt: endsAt - dayMs,
        endsAt,
        record: '{}',
        hash: 'h',
        signature: 's',
      };
      const line = { digest: 'd', storyId: 'story-1', salt: '00', line: '{"views":{}}' };
      expect(await days.close(record, [line], noon)).toBe(true);
      expect(await days.close({ ...record, hash: 'other' }, [], noon)).toBe(false);
      expect(await days.findLast()).toEqual(record);
      for await (const day of days.all()) expect(day).toEqual({ record, lines: [line] });
      for (const table of ['readers', 'site_sketches'] as const)
        expect(await databases.write.selectFrom(table).selectAll().execute()).toEqual([]);
      const [kept] = await databases.write.selectFrom('reactions').selectAll().execute();
      expect(kept?.reader_key).toBeNull();
      const [late] = await append(
        event({ occurredAt: noon + hourMs, receivedAt: noon + hourMs, readerKey: 'z' }),
      );
      expect(late).toMatchObject({ bookedAt: endsAt, class: 'valid' });
    });

    it('agrees with the slow, obvious counter on random traces', async () => {
      await fc.assert(
        fc.asyncProperty(
          traces,
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
          async (trace, sizes) => {
            await clearAudience(databases);
            const reference = new ReferenceCounter(zone);
            const rest = [...trace];
            for (const size of sizes) {
              const batch = rest.splice(0, size);
              if (batch.length === 0) break;
              for (const one of batch) reference.count(one);
              await append(...batch);
            }
            expect(await storedRows(databases)).toEqual(reference.rows);
            expect(await storedFollows(databases)).toEqual(reference.follows);
            expect(await databases.write.selectFrom('readers').selectAll().execute()).toHaveLength(
              reference.readers,
            );
          },
        ),
        { numRuns: 40 },
      );
    });
  });
}

const kinds: readonly EventKind[] = ['view', 'view', 'view', 'leave', 'leave', 'pixel', 'impression'];
const verdicts: readonly Verdict[] = [
  'accepted',
  'accepted',
  'accepted',
  'accepted',
  drop('listed-agent'),
  drop('staff'),
];

const traces = fc
  .array(
    fc.record({
      id: fc.integer({ min: 1, max: 80 }),
      kind: fc.constantFrom(...kinds),
      reader: fc.integer({ min: 1, max: 3 }),
      story: fc.integer({ min: 1, max: 2 }),
      verdict: fc.constantFrom(...verdicts),
      pauseSeconds: fc.integer({ min: 0, max: 45 }),
      ageSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 620 })),
      dwellSeconds: fc.integer({ min: 0, max: 70 }),
      tellsWay: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let now = noon + 40 * minuteMs;
    return steps.map((step) => {
      now += step.pauseSeconds * 1000;
      const isPixel = step.kind === 'pixel';
      return event({
        id: `trace-${String(step.id).padStart(12, '0')}`,
        kind: step.kind,
        storyId: `story-${step.story}`,
        readerKey: `${isPixel ? 'pixel' : 'view'}-${step.story}-${step.reader}`,
        verdict: step.verdict,
        receivedAt: now,
        occurredAt: now - step.ageSeconds * 1000,
        ...(step.kind === 'view' && step.tellsWay
          ? {
              cameFrom: {
                storyId: `story-${3 - step.story}`,
                readerKey: `view-${3 - step.story}-${step.reader}`,
              },
            }
          : {}),
        ...(step.kind === 'leave' ? { dwellSeconds: step.dwellSeconds } : {}),
        ...(step.kind === 'impression' ? { list: 'related' as const, position: 1 } : {}),
      });
    });
  });

async function storedRows(databases: Databases) {
  const rows = await databases.write.selectFrom('tallies').selectAll().execute();
  return new Map(
    rows.map((row) => [
      `${row.story_id} ${row.hour_starts_at} ${row.class}/${row.reason}`,
      {
        views: row.views,
        leaves: row.leaves,
        reads: row.reads,
        dwellSeconds: row.dwell_seconds,
        withoutScript: row.without_script,
      },
    ]),
  );
}

async function storedFollows(databases: Databases) {
  const rows = await databases.write.selectFrom('follow_tallies').selectAll().execute();
  return new Map(
    rows.map((row) => [`${row.from_story_id} ${row.to_story_id} ${row.day_starts_at}`, row.follows]),
  );
}
