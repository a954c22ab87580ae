import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Far above the number of distinct queries, so that only lists of odd lengths fall out. */
const statementsAtMost = 500;

/** Statements stay prepared: the same few dozen are asked, and preparing them took longer than answering. */
export function keptStatements(database: Database.Database): (sql: string) => Database.Statement {
  const statements = new LRUCache<string, Database.Statement>({ max: statementsAtMost });
  return (sql) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

/** A connection as Kysely's dialect takes it. */
export const withKeptStatements = (
  database: Database.Database,
  prepared: (sql: string) => Database.Statement = keptStatements(database),
): SqliteDatabase => ({
  prepare: (sql) => prepared(sql) as unknown as SqliteStatement,
  close: () => void database.close(),
});
