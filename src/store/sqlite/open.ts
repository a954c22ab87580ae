import Database from 'better-sqlite3';

/**
 * Opens a connection with the settings that production and tests share.
 * busy_timeout comes first, because changing the journal mode already needs a lock; WAL before synchronous, because
 * FULL means another thing outside WAL. FULL: a commit that was acknowledged survives a power cut.
 */
export function openConnection(file: string, mode: 'write' | 'read'): Database.Database {
  const database = new Database(file, { readonly: mode === 'read' });
  database.pragma('busy_timeout = 10000');
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
