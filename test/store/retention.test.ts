import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../src/base/clock.js';
import type { Databases } from '../../src/store/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { onBothDatabases } from '../support/databases.js';
import { watchStatements } from '../support/query-plans.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const now = Date.UTC(2026, 4, 12, 10);
const before = now - 35 * dayMs;

async function addEvidence({ write }: Databases, hours: readonly number[]): Promise<void> {
  const shared = {
    occurred_at: now,
    story_id: 'story-1',
    kind: 'view',
    class: 'valid',
    reason: '',
    rules_version: 2,
    reader_key: '',
    browser: 'firefox',
    network: 'public',
    read_seconds: 60,
    dwell_seconds: 0,
    scroll_percent: 0,
    is_read: 0,
    list: '',
    position: -1,
  };
  for (let from = 0; from < hours.length; from += 500)
    await write
      .insertInto('events')
      .values(hours.slice(from, from + 500).map((hour_starts_at) => ({ ...shared, hour_starts_at })))
      .execute();
}

const prune = (databases: Databases) =>
  ledgerStore(databases, 'w').prune({ fineTallies: before, ids: before, evidence: before });
const hoursLeft = async ({ write }: Databases) =>
  (await write.selectFrom('events').select('hour_starts_at').orderBy('seq').execute()).map(
    ({ hour_starts_at }) => hour_starts_at,
  );

onBothDatabases(
  'what is kept for a time only',
  () => now,
  (openFresh) => {
    let databases: Databases;
    beforeEach(async () => {
      databases = await openFresh();
    });
    afterEach(() => databases.close());

    it('goes from the oldest on, however much it is, also where numbers are left out', async () => {
      const old = Array.from({ length: 7000 }, (_, index) => before - hourMs - index);
      await addEvidence(databases, [...old, before, now]);
      await databases.write.deleteFrom('events').where('seq', '>', 1000).where('seq', '<', 5500).execute();
      await prune(databases);
      expect(await hoursLeft(databases)).toEqual([before, now]);
      await prune(databases);
      expect(await hoursLeft(databases)).toEqual([before, now]);
    });

    it('goes with the next sweep where a clock that was ahead put something in front of it', async () => {
      const ahead = Array.from({ length: 2500 }, () => now + dayMs);
      const old = Array.from({ length: 2500 }, () => before - hourMs);
      await addEvidence(databases, [...ahead, ...old, now]);
      await prune(databases);
      expect(await hoursLeft(databases)).toHaveLength(5001);
      await ledgerStore(databases, 'w').sweep({ evidence: before, follows: 0 }, now);
      expect(await hoursLeft(databases)).toEqual([...ahead, now]);
    });

    it('holds where readers went on to', async () => {
      const follow = (day_starts_at: number) => ({
        from_story_id: 'story-1',
        to_story_id: 'story-2',
        day_starts_at,
        follows: 1,
      });
      await databases.write
        .insertInto('follow_tallies')
        .values([follow(before - hourMs), follow(before), follow(now)])
        .execute();
      await ledgerStore(databases, 'w').sweep({ evidence: 0, follows: before }, now);
      const left = await databases.write.selectFrom('follow_tallies').select('day_starts_at').execute();
      expect(left.map(({ day_starts_at }) => day_starts_at).sort()).toEqual([before, now]);
    });
  },
);

it('is let go of every few minutes without running through a table that grows', async () => {
  const folder = makeTempFolder();
  const statements = watchStatements();
  const file = join(folder, 'broadsheet.db');
  const databases = await openSqlite(file, { readers: 1, clock: () => now });
  await addEvidence(databases, [before - hourMs, now]);
  const known = statements.count();
  await prune(databases);
  await databases.close();
  expect(statements.count()).toBeGreaterThan(known + 4);
  expect(statements.grown(file)).toEqual([]);
  statements.stop();
  removeFolder(folder);
});
