import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.js';
import type { RunProcedure } from './procedures.js';
import type { Schema } from './schema.js';

/** The handles to one database. */
export interface Databases {
  /** All changes, and transactions that read what they change. */
  readonly write: Kysely<Schema>;
  /** Keyed reads of under a millisecond; with SQLite they run on the main thread. */
  readonly read: Kysely<Schema>;
  /** Searches, scans and long lists; with SQLite they run in reader threads. */
  readonly scan: Kysely<Schema>;
  readonly runWrite: RunProcedure<'write'>;
  readonly runScan: RunProcedure<'scan'>;
  readonly dialect: StoreDialect;
  close(): Promise<void>;
}
