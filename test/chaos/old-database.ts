import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import pg from 'pg';
import { hourMs } from '../../src/base/clock.js';
import type { Place } from './place.js';

/** The first migration after which there is something to be counted. */
export const oldestWithCounts = '0002-audience.sql';
/** Before it the evidence named an Edition. */
const firstWithoutEdition = '0012-no-edition-in-evidence.sql';

const namesOf = (database: Place['database']) => readdirSync(folderOf(database)).sort();
const folderOf = (database: Place['database']) =>
  new URL(`../../src/store/${database === 'SQLite' ? 'sqlite' : 'postgres'}/migrations/`, import.meta.url);

export const migrationNames = (): readonly string[] => namesOf('SQLite');

/** A database as an earlier version left it: its migrations up to this one, and views that were counted then. */
export async function makeOldDatabase(place: Place, last: string, views: number, now: number): Promise<void> {
  const applied = namesOf(place.database).filter((name) => name <= last);
  const statements = [
    `create table migrations (name text primary key, checksum text not null, at ${place.connection ? 'bigint' : 'integer'} not null)`,
    ...applied.flatMap((name) => {
      const text = readFileSync(new URL(name, folderOf(place.database)), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      return [text, `insert into migrations values ('${name}', '${checksum}', ${now})`];
    }),
    ...(last < oldestWithCounts ? [] : countedThen(views, now, last < firstWithoutEdition)),
  ];
  if (place.connection) await runPostgres(place.connection, statements);
  else runSqlite(place.file, statements);
}

function runSqlite(file: string, statements: readonly string[]): void {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.transaction(() => {
    for (const statement of statements) database.exec(statement);
  })();
  database.close();
}

async function runPostgres(connection: pg.ClientConfig, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  await client.query('commit');
  await client.end();
}

const storyId = '0190aaaa-0000-7000-8000-000000000001';

/** Views as the first rules booked them: evidence, ids, readers, tallies and sums that agree. */
function countedThen(views: number, now: number, namesEdition: boolean): string[] {
  const hour = now - (now % hourMs);
  const second = now - (now % 1000);
  const day = new Date(now).toISOString().slice(0, 10);
  const numbers = Array.from({ length: views }, (_, index) => String(index).padStart(8, '0'));
  const rows = (row: (number: string) => string) => numbers.map((number) => `(${row(number)})`).join(',\n');
  return [
    `insert into events (occurred_at, hour_starts_at, story_id, kind, class, reason, rules_version, reader_key,
      browser, network, read_seconds, dwell_seconds, scroll_percent, is_read, list, position${namesEdition ? ', edition' : ''})
     values ${rows((n) => `${second}, ${hour}, '${storyId}', 'view', 'valid', '', 1, 'key-${n}', 'firefox', 'public', 10, 0, 0, 0, '', -1${namesEdition ? ', -1' : ''}`)}`,
    `insert into event_ids (id, received_at) values ${rows((n) => `'old-event-${n}', ${second}`)}`,
    `insert into readers (reader_key, story_id, day, kind, seen_at, is_repeat, dwell_seconds)
     values ${rows((n) => `'key-${n}', '${storyId}', '${day}', 'view', ${second}, 0, 0`)}`,
    `insert into tallies values ('${storyId}', ${hour}, 'valid', '', 1, ${views}, 0, 0, 0, 0, 0, 0, 0)`,
    `insert into story_counts values ('${storyId}', ${views}, 0, 0, 0, ${now})`,
  ];
}
