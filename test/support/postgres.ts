import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.js';
import { makeTempFolder, removeFolder } from './temp-folder.js';
import { type Account, findAccount, isRoot } from './unprivileged.js';

/** A private server of this test run, as vitest's `inject('postgres')` gives it to a test file. */
export interface PostgresAddress {
  /** The folder of its socket: it listens nowhere else. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly version: string;
  readonly source: string;
}

export interface Unavailable {
  readonly unavailable: string;
}

export interface PostgresServer {
  readonly address: PostgresAddress;
  /** Kills the server's main process as a power cut would, then starts it again on what it left. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const user = 'broadsheet';
const port = 5432;
const startMs = 60_000;

// A shell holds the server: when its standard input closes, because the run ended, crashed or was killed, it stops
// the server and removes the folder. If the server ends by itself, the shell ends as well and leaves the folder.
const keeper = `
folder=$1; shift
exec 3<&0
"$@" < /dev/null 3<&- &
server=$!
{ read -r line <&3; touch "$folder/stopping"; kill -QUIT $server; } 2> /dev/null &
reader=$!
wait $server
if [ -e "$folder/stopping" ]; then rm -rf "$folder"; else kill $reader; exit 1; fi
`;

/**
 * Starts a PostgreSQL of one's own: data and socket in a short path under the temporary folder, no TCP, as an
 * unprivileged account where the tests run as root. `durable` keeps fsync on, for tests that kill it.
 */
export async function startPostgres(
  options: { readonly durable?: boolean } = {},
): Promise<PostgresServer | Unavailable> {
  const binaries = findPostgres();
  if ('unavailable' in binaries) return binaries;
  const account = isRoot ? findAccount('postgres', 'nobody') : undefined;
  if (isRoot && !account)
    return { unavailable: 'PostgreSQL refuses to run as root, and there is no account postgres or nobody' };
  return launch(binaries, account, options.durable ?? false);
}

async function launch(
  binaries: PostgresBinaries,
  account: Account | undefined,
  durable: boolean,
): Promise<PostgresServer | Unavailable> {
  const folder = makeTempFolder('bs-pg-');
  if (account) chownSync(folder, account.uid, account.gid);
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const start = () => run(folder, as, [`${binaries.folder}/postgres`, ...serverArguments(folder, durable)]);
  try {
    initialise(binaries, folder, as);
    return serverOf(binaries, folder, start, await start());
  } catch (error) {
    const reason = `PostgreSQL ${binaries.version} does not start: ${(error as Error).message} ${logTail(folder)}`;
    removeFolder(folder);
    if (binaries.unpacked) removeFolder(binaries.unpacked);
    return { unavailable: reason.trim() };
  }
}

async function run(folder: string, as: object, command: readonly string[]): Promise<ChildProcess> {
  const log = openSync(`${folder}/log`, 'a');
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', folder, ...command], {
    ...as,
    cwd: folder,
    env: environment,
    stdio: ['pipe', log, log],
    detached: true,
  });
  closeSync(log);
  await untilItAnswers(folder, child);
  return child;
}

// Nothing of the caller's PG* settings, and no locale that the machine lacks.
const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

function initialise(binaries: PostgresBinaries, folder: string, as: object): void {
  const options = ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  execFileSync(`${binaries.folder}/initdb`, ['-D', `${folder}/data`, '-U', user, ...options], {
    ...as,
    cwd: folder,
    env: environment,
    stdio: 'pipe',
  });
}

function serverArguments(folder: string, durable: boolean): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    port,
    max_connections: 200,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    `${folder}/data`,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function untilItAnswers(folder: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + startMs;
  for (;;) {
    const client = new pg.Client({ host: folder, port, user, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (child.exitCode !== null) throw new Error('it ended at once.');
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

function serverOf(
  binaries: PostgresBinaries,
  folder: string,
  start: () => Promise<ChildProcess>,
  first: ChildProcess,
): PostgresServer {
  const { version, source } = binaries;
  let child = first;
  return {
    address: { host: folder, port, user, version, source: source === 'installed' ? binaries.folder : source },
    async crash() {
      const postmaster = readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n')[0];
      process.kill(Number(postmaster), 'SIGKILL');
      await ended(child);
      await sleep(1000); // Its other processes notice the death within a moment, and must be gone.
      child = await start();
    },
    async stop() {
      child.stdin?.end();
      await ended(child);
      removeFolder(folder);
      if (binaries.unpacked) removeFolder(binaries.unpacked);
    },
  };
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();

function logTail(folder: string): string {
  try {
    return readFileSync(`${folder}/log`, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return '';
  }
}

/** The run's server, or why there is none: `describe.skipIf('unavailable' in postgres)`. */
export const postgres: PostgresAddress | Unavailable = injected();

function injected(): PostgresAddress | Unavailable {
  try {
    return inject('postgres') ?? { unavailable: 'no server was started for this run' };
  } catch {
    return { unavailable: 'not inside a test run' };
  }
}

export interface DatabaseConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A new, empty database on the run's server (or another one). It goes with the server, or by `dropDatabase`. */
export async function createDatabase(
  server: PostgresAddress | Unavailable = postgres,
): Promise<DatabaseConnection> {
  if ('unavailable' in server) throw new Error(`No PostgreSQL: ${server.unavailable}`);
  const { host, port, user } = server;
  const database = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${database}`);
  return { host, port, user, database };
}

export async function dropDatabase(connection: DatabaseConnection): Promise<void> {
  await administer(connection, `drop database if exists ${connection.database} with (force)`);
}

async function administer(
  { host, port, user }: Pick<DatabaseConnection, 'host' | 'port' | 'user'>,
  statement: string,
): Promise<void> {
  const client = new pg.Client({ host, port, user, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
