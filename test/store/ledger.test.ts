import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { createDatabase, postgres } from '../support/postgres.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';
import { ledgerContract } from './ledger.js';

const clock = () => Date.UTC(2026, 4, 12);

const folder = makeTempFolder();
afterAll(() => removeFolder(folder));
ledgerContract('SQLite', () => openSqlite(join(folder, 'broadsheet.db'), { readers: 1, clock }));
if ('unavailable' in postgres)
  describe.skip(`ledger on PostgreSQL: ${postgres.unavailable}`, () => it('is not there'));
else
  ledgerContract('PostgreSQL', async () => openPostgres(await createDatabase(), { clock, connections: 10 }));
