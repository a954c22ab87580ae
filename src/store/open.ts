import { type DaySalts, fileDaySalts } from '../audience/ledger/day-salts.js';
import type { Clock } from '../base/clock.js';
import type { Databases } from './databases.js';
import { openPostgres } from './postgres/databases.js';
import { tableDaySalts } from './postgres/day-salts.js';
import { openSqlite } from './sqlite/databases.js';

/** PostgreSQL has no thread to wait for; some connections more cost it little. */
const connectionsPerReader = 5;

/** The database that the configuration names: a PostgreSQL, or the file in the folder. */
export function openDatabases(
  { databaseUrl, readerThreads }: { readonly databaseUrl: string; readonly readerThreads: number },
  file: string,
  clock: Clock,
): Promise<Databases> {
  if (databaseUrl === '') return openSqlite(file, { readers: readerThreads, clock });
  return openPostgres(
    { connectionString: databaseUrl },
    { clock, connections: readerThreads * connectionsPerReader },
  );
}

/** The salts of the days: files beside a file, a table in a database that several processes share. */
export const openDaySalts = (databaseUrl: string, folder: string, { write }: Databases): DaySalts =>
  databaseUrl === '' ? fileDaySalts(folder) : tableDaySalts(write);
