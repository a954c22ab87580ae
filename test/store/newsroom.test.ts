import { join } from 'node:path';
import { describe, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { createDatabase, postgres } from '../support/postgres.js';
import { makeTempFolder } from '../support/temp-folder.js';
import { newsroomContract } from './newsroom.js';

const clock = () => Date.UTC(2026, 4, 12);

newsroomContract('SQLite', () => openSqlite(join(makeTempFolder(), 'broadsheet.db'), { readers: 1, clock }));
if ('unavailable' in postgres)
  describe.skip(`newsroom on PostgreSQL: ${postgres.unavailable}`, () => it('is not there'));
else
  newsroomContract('PostgreSQL', async () =>
    openPostgres(await createDatabase(), { clock, connections: 10 }),
  );
