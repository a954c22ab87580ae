import type { Clock } from '../base/clock.js';
import type { Databases } from './databases.js';
import { openPostgres } from './postgres/databases.js';
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
