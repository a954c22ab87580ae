import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { Clock } from '../../base/clock.js';
import { Problem } from '../../base/problem.js';
import type { Databases } from '../databases.js';
import { type AppliedMigration, pendingMigrations, readMigrations } from '../migrate.js';
import { procedures, type RunProcedure } from '../procedures.js';
import type { Schema } from '../schema.js';
import { postgresStoreDialect } from './store-dialect.js';

/** BIGINT comes as text because it may exceed a double; ours are milliseconds and counts, which never do. */
const int8 = 20;

/** Any number that names our migrations among the advisory locks of the database. */
const migrationLock = 7_238_001;

/** Opens (and where needed makes or upgrades) the tables in a PostgreSQL 15 or newer. */
export async function openPostgres(
  config: pg.PoolConfig,
  options: { readonly clock: Clock; readonly connections: number },
): Promise<Databases> {
  const pool = new pg.Pool({
    ...config,
    max: options.connections,
    types: {
      getTypeParser: (oid: number, format?: 'text') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format),
    } as pg.CustomTypesConfig,
  });
  // A connection that the server closes is replaced at the next query; without a listener it would end the process. The
  // pool listens for idle ones only: one that is held for a transaction, between two statements, tells nobody but itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  await migrateDatabase(pool, options.clock());
  const dialect = postgresStoreDialect(config);
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: refusingInWords(pool) }) });
  return {
    write: database,
    read: database,
    scan: database,
    runWrite: ((name: keyof typeof procedures.write, input: never) =>
      database
        .transaction()
        .execute((transaction) =>
          procedures.write[name](transaction, input, dialect),
        )) as RunProcedure<'write'>,
    runScan: ((name: keyof typeof procedures.scan, input: never) =>
      procedures.scan[name](database, input)) as RunProcedure<'scan'>,
    dialect,
    close: () => database.destroy(),
  };
}

/** While the server is away, starting or full of connections, what needs it is to come again: it is no fault of ours. */
const refusingInWords = (pool: pg.Pool): PostgresPool => ({
  connect: () =>
    pool.connect().catch((cause: Error) => {
      throw new Problem('overloaded', 'The database does not answer at the moment; try again shortly.', {
        cause: String(cause),
      });
    }),
  end: () => pool.end(),
});

async function migrateDatabase(pool: pg.Pool, now: number): Promise<void> {
  const client = await pool.connect();
  try {
    const {
      rows: [server],
    } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    if (Number(server!.version) < 150_000) {
      throw new Problem(
        'configuration',
        'PostgreSQL 15 or newer is needed; this one is older. Nothing was changed.',
      );
    }
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    const { rows: tables } = await client.query<{ tablename: string }>(
      'select tablename from pg_tables where schemaname = current_schema()',
    );
    const names = tables.map(({ tablename }) => tablename);
    const applied = names.includes('migrations')
      ? (await client.query<AppliedMigration>('select name, checksum from migrations')).rows
      : undefined;
    const pending = pendingMigrations(
      readMigrations(new URL('./migrations/', import.meta.url)),
      applied,
      names.length > 0,
    );
    if (applied === undefined) {
      await client.query(
        'create table migrations (name text primary key, checksum text not null, at bigint not null)',
      );
    }
    for (const { name, sql, checksum } of pending) {
      await client.query(sql);
      await client.query('insert into migrations values ($1, $2, $3)', [name, checksum, now]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
