import { accessSync, constants, existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Problem } from '../../base/problem.js';

export const busyTimeoutMs = 10_000;

/**
 * Opens a connection with the settings that production and tests share.
 * busy_timeout comes first, because changing the journal mode already needs a lock; WAL before synchronous, because
 * FULL means another thing outside WAL. FULL: a commit that was acknowledged survives a power cut.
 */
export function openConnection(file: string, mode: 'write' | 'read'): Database.Database {
  const database = new Database(file, { readonly: mode === 'read' });
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  if (mode === 'write') {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('journal_size_limit = 67108864');
  }
  database.pragma('cache_size = -16000');
  database.pragma('temp_store = MEMORY');
  return database;
}

/**
 * SQLite opens a file that it may not write all the same, and fails at the first change: a site would serve and count
 * nobody. So that is refused before anything is opened.
 */
export function requireWritable(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`].filter((name) => existsSync(name))) {
    try {
      accessSync(path, constants.W_OK);
    } catch (error) {
      throw new Problem(
        'folder_not_writable',
        `The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Give this account write access to it.`,
      );
    }
  }
}
