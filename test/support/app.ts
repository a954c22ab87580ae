import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { vi } from 'vitest';
import { hourMs } from '../../src/base/clock.js';
import { cliContext, type OpenedSite } from '../../src/cli/context.js';
import type { Story, StoryContent } from '../../src/newsroom/stories/story.js';
import { makeTempFolder, removeFolder } from './temp-folder.js';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const startMs = 90_000;

export interface SiteOptions {
  /** The made-up demo paper; otherwise the site starts without content. */
  readonly demo?: boolean;
  /** A folder that is there already; it is not removed with the site. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Starts the program in another way, such as another account. */
  readonly spawn?: (args: readonly string[], env: Readonly<Record<string, string>>) => ChildProcess;
}

export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built site as an operator runs it: a process of its own, on a folder and a free port. */
export interface RunningSite {
  /** Where it is asked: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly folder: string;
  readonly process: ChildProcess;
  /** Name and password of the first login, as the start printed them. */
  readonly login: { readonly email: string; readonly password: string };
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Runs `broadsheet ARGS…` beside the server, on the same folder, to its end. */
  command(...args: readonly string[]): Promise<ProgramRun>;
  /** The same folder opened in this process, as a second one beside the server; close it. */
  openBeside(): Promise<OpenedSite>;
  /** Asks the database over a connection of its own that can only read. */
  query<Row>(sql: string, ...values: readonly unknown[]): Row[];
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Ends it in order and removes the folder if it was made for it. */
  stop(): Promise<void>;
}

/** Starts the site; dist/ must be built, as `npm test` does first. Whoever starts it stops it, in afterAll. */
export async function startSite({
  demo = false,
  folder,
  env = {},
  spawn: spawnSite = spawnProgram,
}: SiteOptions = {}): Promise<RunningSite> {
  const path = folder ?? makeTempFolder();
  const environment = {
    BROADSHEET_FOLDER: path,
    BROADSHEET_PORT: '0',
    BROADSHEET_LOG_LEVEL: 'error',
    ...env,
  };
  const child = spawnSite(['start', ...(demo ? [] : ['--empty'])], environment);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const greeting = await greetingOf(child);
  const origin =
    environment.BROADSHEET_PORT === '0'
      ? greeting.address
      : `http://127.0.0.1:${environment.BROADSHEET_PORT}`;
  return {
    origin,
    folder: path,
    process: child,
    login: greeting.login,
    get: (address, headers = {}) => fetch(origin + address, { headers, redirect: 'manual' }),
    command: (...args) => runProgram(args, environment),
    openBeside: () => cliContext({ ...environment, BROADSHEET_LOG_LEVEL: 'silent' }).open(),
    query: <Row>(sql: string, ...values: readonly unknown[]) => queryFile<Row>(path, sql, values),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      if (folder === undefined) removeFolder(path);
    },
  };
}

/** A story written and published from another process than the server. */
export async function publishBeside(
  site: Pick<RunningSite, 'openBeside'>,
  content: Partial<StoryContent>,
): Promise<Story> {
  const beside = await site.openBeside();
  try {
    const { id } = await beside.desk.create(content, 'test');
    return await beside.desk.act(id, { kind: 'publish' }, 'test');
  } finally {
    await beside.close();
  }
}

/**
 * Waits until every story has been analysed, related and taken into an Edition, and lets no further Edition change the
 * pages: another process holds the lease of those who make them.
 */
export async function settleLists(site: Pick<RunningSite, 'openBeside' | 'query'>): Promise<void> {
  await vi.waitFor(
    () => {
      const [{ waiting }] = site.query<{ waiting: number }>('select count(*) as waiting from jobs') as [
        { waiting: number },
      ];
      const [{ content = '{}' } = {}] = site.query<{ content: string }>(
        'select content from editions order by number desc limit 1',
      );
      const pool = (JSON.parse(content) as { pool?: { vector: string }[] }).pool ?? [];
      const blank = pool.filter(({ vector }) => vector === '').length;
      if (waiting > 0 || pool.length === 0 || blank > 0)
        throw new Error(
          `${waiting} stories wait to be related, ${blank} of ${pool.length} candidates are blank`,
        );
    },
    { timeout: 150_000, interval: 500 },
  );
  const beside = await site.openBeside();
  await beside.databases.write
    .updateTable('leases')
    .set({ holder: 'a test', expires_at: beside.clock() + hourMs })
    .execute();
  await beside.close();
}

/** Runs `broadsheet ARGS…` to its end, with these settings and none of the caller's own. */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
  const child = spawnProgram(args, env);
  const [stdout, stderr] = [textOf(child.stdout!), textOf(child.stderr!)];
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

export function spawnProgram(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('BROADSHEET_'));
  return spawn(process.execPath, [program, ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function greetingOf(child: ChildProcess) {
  const stderr = textOf(child.stderr!);
  const lines: string[] = [];
  const deadline = setTimeout(() => child.kill('SIGKILL'), startMs);
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (line.startsWith('Folder:')) break;
  }
  clearTimeout(deadline);
  child.stdout!.resume();
  const told = lines.join('\n');
  const address = /^Site:\s+(\S+?)\/?$/m.exec(told)?.[1];
  const [, email, password] = /^Sign in:\s+(\S+)\s+(\S+)/m.exec(told) ?? [];
  if (address === undefined || email === undefined || password === undefined)
    throw new Error(`The site did not start. It said:\n${told}\n${stderr()}`);
  return { address, login: { email, password } };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}

function queryFile<Row>(folder: string, sql: string, values: readonly unknown[]): Row[] {
  const database = new Database(join(folder, 'broadsheet.db'), { readonly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
}
