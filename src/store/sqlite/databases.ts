import type Database from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../base/clock.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { migrateFile } from './migrate.js';
import { openConnection } from './open.js';
import { sqliteStoreDialect } from './store-dialect.js';
import { threadedDialect } from './threaded-dialect.js';

/** Opens (and where needed makes or upgrades) a SQLite file. `readers` is the number of threads for scans. */
export async function openSqlite(
  file: string,
  options: { readonly readers: number; readonly clock: Clock },
): Promise<Databases> {
  migrateFile(file, options.clock());
  const keyed = openConnection(file, 'read');
  const write = new Kysely<Schema>({ dialect: threadedDialect(file, 'write', 1) });
  const scan = new Kysely<Schema>({ dialect: threadedDialect(file, 'read', options.readers) });
  const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keptStatements(keyed) }) });
  return {
    write,
    read,
    scan,
    dialect: sqliteStoreDialect(keyed),
    close: async () => {
      await scan.destroy();
      await write.destroy();
      await read.destroy();
    },
  };
}

/** Far above the number of distinct queries, so that only lists of odd lengths fall out. */
const statementsAtMost = 500;

/** Statements stay prepared: a page asks the same dozen questions, and preparing them took longer than answering. */
function keptStatements(database: Database.Database): SqliteDatabase {
  const statements = new LRUCache<string, Database.Statement>({ max: statementsAtMost });
  return {
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known as unknown as SqliteStatement;
      const statement = database.prepare(sql);
      statements.set(sql, statement);
      return statement as unknown as SqliteStatement;
    },
    close: () => void database.close(),
  };
}
