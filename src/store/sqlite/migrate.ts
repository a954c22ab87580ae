import { type AppliedMigration, pendingMigrations, readMigrations } from '../migrate.js';
import { openConnection } from './open.js';

/** Brings the file up to date in one exclusive transaction: all of it or nothing. */
export function migrateFile(file: string, now: number): void {
  const database = openConnection(file, 'write');
  try {
    database
      .transaction(() => {
        const tables = database
          .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
          .pluck()
          .all() as string[];
        const applied = tables.includes('migrations')
          ? (database.prepare('SELECT name, checksum FROM migrations').all() as AppliedMigration[])
          : undefined;
        const others = tables.filter((name) => !name.startsWith('sqlite_'));
        const pending = pendingMigrations(
          readMigrations(new URL('./migrations/', import.meta.url)),
          applied,
          others.length > 0,
        );
        if (applied === undefined) {
          database.exec(
            'CREATE TABLE migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, at INTEGER NOT NULL)',
          );
        }
        for (const { name, sql, checksum } of pending) {
          database.exec(sql);
          database.prepare('INSERT INTO migrations VALUES (?, ?, ?)').run(name, checksum, now);
        }
      })
      .exclusive();
  } finally {
    database.close();
  }
}
