import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { DatabaseConnection } from '../support/postgres.js';

/** What the threads of a process need to see a new offset of their clock. */
const clockSettlesMs = 150;

export const preload = (file: string): string => `--import=${new URL(file, import.meta.url).href}`;

/** The clock of a round's processes: the machine's, and so much off. */
export class ShiftedClock {
  readonly path: string;
  #offsetMs = 0;

  constructor(scratch: string) {
    this.path = join(scratch, 'clock');
    writeFileSync(this.path, '0', { mode: 0o644 });
  }

  now = (): number => Date.now() + this.#offsetMs;

  /**
   * Sets it for processes that run and for those that start later. Readers go forward after the site and back before it: a
   * page is never signed in its future.
   */
  async shift(byMs: number): Promise<void> {
    const offsetMs = this.#offsetMs + byMs;
    if (byMs < 0) await this.#setForReaders(offsetMs);
    writeFileSync(this.path, String(offsetMs));
    await sleep(clockSettlesMs);
    await this.#setForReaders(offsetMs);
  }

  async #setForReaders(offsetMs: number): Promise<void> {
    this.#offsetMs = offsetMs;
    await sleep(clockSettlesMs);
  }
}

/** Where a round's site keeps its things. */
export interface Place {
  readonly database: 'SQLite' | 'PostgreSQL';
  readonly folder: string;
  /** SQLite's file, whether or not it is used. */
  readonly file: string;
  readonly connection: DatabaseConnection | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Asks over a connection of its own, which is closed again: one left open would keep SQLite from its recovery. */
  query<Row>(sql: string): Promise<readonly Row[]>;
}

export function placeAt(
  folder: string,
  connection: DatabaseConnection | undefined,
  clock: ShiftedClock,
  zone: string,
): Place {
  const file = join(folder, 'broadsheet.db');
  return {
    database: connection ? 'PostgreSQL' : 'SQLite',
    folder,
    file,
    connection,
    env: {
      BROADSHEET_FOLDER: folder,
      BROADSHEET_TRUSTED_HOPS: '1',
      BROADSHEET_DATABASE_URL: connection ? addressOf(connection) : '',
      CHAOS_CLOCK: clock.path,
      NODE_OPTIONS: preload('./shifted-clock.mjs'),
      TZ: zone,
    },
    query: (sql) => (connection ? askPostgres(connection, sql) : askSqlite(file, sql)),
  };
}

const addressOf = ({ host, port, user, database }: DatabaseConnection): string =>
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

async function askSqlite<Row>(file: string, sql: string): Promise<readonly Row[]> {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('busy_timeout = 10000');
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

async function askPostgres<Row>(connection: DatabaseConnection, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
