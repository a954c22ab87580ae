import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import type { Clock } from '../../src/base/clock.js';
import type { Databases } from '../../src/store/databases.js';
import { openPostgres } from '../../src/store/postgres/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { createDatabase, postgres } from './postgres.js';
import { makeTempFolder, removeFolder } from './temp-folder.js';

/** Opens a fresh, empty database. */
export type OpenFresh = () => Promise<Databases>;

/** One suite for both databases: a SQLite file with the production settings, and the private PostgreSQL. */
export function onBothDatabases(name: string, clock: Clock, suite: (openFresh: OpenFresh) => void): void {
  describe(`${name} on SQLite`, () => {
    const folder = makeTempFolder();
    let made = 0;
    afterAll(() => removeFolder(folder));
    suite(() => {
      made += 1;
      return openSqlite(join(folder, `${made}.db`), { readers: 1, clock });
    });
  });
  if ('unavailable' in postgres)
    describe.skip(`${name} on PostgreSQL: ${postgres.unavailable}`, () => it('is not there'));
  else
    describe(`${name} on PostgreSQL`, () =>
      suite(async () => openPostgres(await createDatabase(), { clock, connections: 4 })));
}
