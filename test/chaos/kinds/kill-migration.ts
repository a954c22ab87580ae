import { existsSync, mkdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnProgram } from '../../support/app.js';
import { validSums } from '../audit.js';
import type { ChaosKind } from '../kind.js';
import { makeOldDatabase, migrationNames, oldestWithCounts } from '../old-database.js';
import type { Place } from '../place.js';

const migratesWithinMs = 20_000;

/** `kill -9` while a start brings the database of an earlier version up to date. */
export const killMigration: ChaosKind = {
  name: 'kill-migration',
  databases: ['SQLite', 'PostgreSQL'],
  isFresh: true,
  async play(stage) {
    const names = migrationNames();
    const last = stage.chance.pick(names.slice(0, -1));
    const views = stage.chance.whole(1, 3000);
    mkdirSync(stage.place.folder, { recursive: true });
    await makeOldDatabase(stage.place, last, views, stage.clock.now());
    const old = last < oldestWithCounts ? 0 : views;

    const kills = stage.chance.whole(1, 3);
    const found: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await killWhileItMigrates(stage.place, stage.chance.whole(0, 15));
      const applied = await stage.place.query<{ name: string }>('select name from migrations order by name');
      found.push(applied.length);
      const asBefore = applied.at(-1)?.name === last;
      stage.expect(asBefore || applied.length === names.length, `half migrated: ${applied.at(-1)?.name}`);
    }
    stage.what = `from ${last}, ${found.map((n) => (n === names.length ? 'after' : 'before')).join(', ')} the commit`;
    await stage.start();
    const sums = await validSums(stage.place);
    stage.expect(sums.views === old, `${sums.views} of ${old} views came through the migration`);
    stage.before = sums;
    await stage.visits.send(stage.site, () => false, 60);
  },
};

/** Kills a moment after the migration has opened its log (SQLite), or has its lock (PostgreSQL). */
async function killWhileItMigrates(place: Place, laterMs: number): Promise<void> {
  const hasBegun = place.connection ? () => holdsLock(place) : logGrows(`${place.file}-wal`);
  const child = spawnProgram(['start', '--empty'], {
    ...place.env,
    BROADSHEET_PORT: '0',
    BROADSHEET_LOG_LEVEL: 'error',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const deadline = performance.now() + migratesWithinMs;
  while (!(await hasBegun()) && performance.now() < deadline) await sleep(1);
  await sleep(laterMs);
  child.kill('SIGKILL');
  await ended;
}

function logGrows(path: string): () => Promise<boolean> {
  const stamp = () => (existsSync(path) ? `${statSync(path).size} ${statSync(path).mtimeMs}` : '');
  const before = stamp();
  return async () => stamp() !== before;
}

const holdsLock = async (place: Place): Promise<boolean> =>
  (
    await place.query(
      `select 1 from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and d.datname = current_database()`,
    )
  ).length > 0;
