import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDueDays } from '../../src/audience/ledger/close-day.js';
import type { DaySalts } from '../../src/audience/ledger/day-salts.js';
import { daySigner, newSigningKey } from '../../src/audience/ledger/day-signer.js';
import { dayMs } from '../../src/base/clock.js';
import type { Databases } from '../../src/store/databases.js';
import { openDaySalts } from '../../src/store/open.js';
import { openPostgres } from '../../src/store/postgres/databases.js';
import { closedDays } from '../../src/store/tables/closed-days.js';
import { createDatabase, postgres } from '../support/postgres.js';

const start = Date.UTC(2026, 4, 12, 10);
const signer = daySigner('d1', newSigningKey());

/** As a process of its own sees the database: with connections and a memory that it shares with nobody. */
interface Process {
  readonly databases: Databases;
  readonly salts: DaySalts;
}

describe.skipIf('unavailable' in postgres)('day salts of several processes on PostgreSQL', () => {
  let first: Process;
  let second: Process;
  let now = start;

  beforeEach(async () => {
    now = start;
    const connection = await createDatabase();
    const open = async (): Promise<Process> => {
      const databases = await openPostgres(connection, { clock: () => now, connections: 3 });
      return { databases, salts: openDaySalts('postgres://any', '/no/such/folder', databases) };
    };
    first = await open();
    second = await open();
  });
  afterEach(async () => {
    await first.databases.close();
    await second.databases.close();
  });

  const close = ({ databases, salts }: Process) =>
    closeDueDays({
      days: closedDays(databases),
      salts,
      signer,
      clock: () => now,
      zone: () => 'Europe/Paris',
      random: randomBytes,
    });
  const hex = async ({ salts }: Process, day: string) => Buffer.from(await salts.of(day)).toString('hex');
  const keptDays = async () =>
    (await first.databases.read.selectFrom('day_salts').select('day').orderBy('day').execute()).map(
      ({ day }) => day,
    );

  it('are one a day, whoever asks first', async () => {
    const salts = await Promise.all([hex(first, '2026-05-12'), hex(second, '2026-05-12')]);
    expect(salts[0]).toHaveLength(64);
    expect(salts[1]).toBe(salts[0]);
    expect(await hex(second, '2026-05-13')).not.toBe(salts[0]);
  });

  it('lie in a table that no write-ahead log holds, so that neither replica nor archive has them', async () => {
    const { rows } = await sql<{
      relpersistence: string;
    }>`select relpersistence from pg_class where relname = 'day_salts'`.execute(first.databases.read);
    expect(rows).toEqual([{ relpersistence: 'u' }]);
  });

  it('go with the close of their day, which happens once, and no process can make its keys again', async () => {
    const before = await hex(first, '2026-05-12');
    expect(await hex(second, '2026-05-12')).toBe(before);
    const today = await hex(first, '2026-05-13');
    await first.databases.write
      .insertInto('tallies')
      .values({
        story_id: 'story-1',
        hour_starts_at: start,
        class: 'valid',
        reason: '',
        rules_version: 1,
        views: 1,
        leaves: 0,
        reads: 0,
        dwell_seconds: 0,
        scroll_percents: 0,
        without_script: 0,
        reactions_given: 0,
        reactions_taken: 0,
      })
      .execute();
    now = start + dayMs;
    const closed = await Promise.all([close(first), close(second), close(first)]);
    expect(closed.flat()).toEqual(['2026-05-12']);
    expect(await keptDays()).toEqual(['2026-05-13']);
    expect([await hex(first, '2026-05-13'), await hex(second, '2026-05-13')]).toEqual([today, today]);
    expect(await hex(second, '2026-05-12')).not.toBe(before);
  });

  it('that a crash emptied are made anew, and all agree again', async () => {
    await hex(first, '2026-05-12');
    await sql`truncate day_salts`.execute(first.databases.write);
    const [third, fourth] = [first, second].map(({ databases }) =>
      openDaySalts('postgres://any', '/no/such/folder', databases),
    );
    expect(await third!.of('2026-05-12')).toEqual(await fourth!.of('2026-05-12'));
  });
});
