import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../../base/clock.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { withKeptStatements } from './kept-statements.js';
import { migrateFile } from './migrate.js';
import { openConnection, requireWritable } from './open.js';
import { sqliteStoreDialect } from './store-dialect.js';
import { threadedReaders, threadedWriter } from './threaded-dialect.js';

/** Opens (and where needed makes or upgrades) a SQLite file. `readers` is the number of threads for scans. */
export async function openSqlite(
  file: string,
  options: { readonly readers: number; readonly clock: Clock },
): Promise<Databases> {
  requireWritable(file);
  migrateFile(file, options.clock());
  const keyed = openConnection(file, 'read');
  const writer = threadedWriter(file);
  const write = new Kysely<Schema>({ dialect: writer.dialect });
  const readers = threadedReaders(file, options.readers);
  const scan = new Kysely<Schema>({ dialect: readers.dialect });
  const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withKeptStatements(keyed) }) });
  return {
    write,
    runWrite: writer.run,
    runScan: readers.run,
    read,
    scan,
    dialect: sqliteStoreDialect(keyed),
    close: async () => {
      await scan.destroy();
      await readers.close();
      await write.destroy();
      await writer.close();
      await read.destroy();
    },
  };
}
