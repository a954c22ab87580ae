import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayMs } from '../../src/base/clock.js';
import type { Databases } from '../../src/store/databases.js';
import { addWays, askForGrown, sweepWays } from '../../src/store/tables/ways.js';
import { onBothDatabases } from '../support/databases.js';

const today = Date.UTC(2026, 4, 12);
const now = today + dayMs / 2;

onBothDatabases(
  'a way between stories',
  () => now,
  (openFresh) => {
    let databases: Databases;
    beforeEach(async () => {
      databases = await openFresh();
    });
    afterEach(() => databases.close());

    const way = (follows: number, { to = 'quay', dayStartsAt = today } = {}) => ({
      fromStoryId: 'ferry',
      toStoryId: to,
      dayStartsAt,
      follows,
    });
    const add = (...ways: ReturnType<typeof way>[]) =>
      databases.write
        .transaction()
        .execute((trx) => addWays(trx, ways))
        .then((grown) => askForGrown(databases.write, grown, now));
    /** The stories whose lists wait, which then wait no longer. */
    const waiting = async () => {
      const rows = await databases.write
        .deleteFrom('jobs')
        .returning(['kind', 'subject', 'run_at'])
        .execute();
      return rows.map(({ kind, subject, run_at }) => [kind, subject, run_at]);
    };
    /** Not before what was counted is durable. */
    const asked = [['relate-near', 'ferry', now + 10_000]];

    it('asks for the list of its first story from ten readers on, and at each doubling', async () => {
      const steps: number[] = [];
      for (let readers = 1; readers <= 100; readers += 1) {
        await add(way(1));
        if ((await waiting()).length > 0) steps.push(readers);
      }
      expect(steps).toEqual([10, 20, 40, 80]);
    });

    it('asks also where the readers come in one batch, on several days, and beside others', async () => {
      await add(way(6, { dayStartsAt: today - dayMs }), way(3), way(3, { to: 'pier' }));
      expect(await waiting()).toEqual([]);
      await add(way(1), way(1, { to: 'pier' }));
      expect(await waiting()).toEqual(asked);
      await add(way(9, { to: 'mole', dayStartsAt: today - dayMs }), way(25, { to: 'mole' }));
      expect(await waiting()).toEqual(asked);
    });

    it('asks for the list once more when it is deleted', async () => {
      await add(
        way(7, { dayStartsAt: today - dayMs }),
        way(3),
        way(3, { to: 'pier', dayStartsAt: today - dayMs }),
      );
      expect(await waiting()).toEqual(asked);
      await sweepWays(databases, today - dayMs, now);
      expect(await waiting()).toEqual([]);
      await sweepWays(databases, today, now);
      expect(await waiting()).toEqual(asked);
      const left = await databases.read.selectFrom('follow_tallies').select('follows').execute();
      expect(left).toEqual([{ follows: 3 }]);
    });

    it('that never counted is deleted without asking for a list', async () => {
      await add(way(9, { dayStartsAt: today - dayMs }));
      await sweepWays(databases, today, now);
      expect(await waiting()).toEqual([]);
    });

    it('asks once more for a list that is being made, and leaves one that waits its turn', async () => {
      await add(way(10));
      await databases.write
        .updateTable('jobs')
        .set({ run_at: now - 5000, claimed_until: 0 })
        .execute();
      await add(way(10));
      expect(await waiting()).toEqual([['relate-near', 'ferry', now - 5000]]);
      await add(way(20));
      await databases.write
        .updateTable('jobs')
        .set({ run_at: now - 5000, claimed_until: now + dayMs })
        .execute();
      await add(way(40));
      const [job] = await databases.read.selectFrom('jobs').selectAll().execute();
      expect(job).toMatchObject({ run_at: now + 10_000, claimed_until: 0 });
    });
  },
);
