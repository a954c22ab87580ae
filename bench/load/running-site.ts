import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface LoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** The built site in a process of its own, watched from inside. */
export interface RunningSite {
  readonly port: number;
  readonly folder: string;
  /** From the start of the process to the line that names its address. */
  readonly startedMs: number;
  residentMegabytes(): number;
  peakMegabytes(): number;
  resetLoopDelay(): void;
  loopDelay(): Promise<LoopDelay>;
  query<Row>(sql: string): Row[];
  stop(): Promise<void>;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

const environment = (folder: string, env: Readonly<Record<string, string>>) => ({
  ...process.env,
  BROADSHEET_FOLDER: folder,
  BROADSHEET_PORT: '0',
  BROADSHEET_LOG_LEVEL: 'error',
  BROADSHEET_TRUSTED_HOPS: '1',
  ...env,
});

export async function startSite(
  folder: string,
  {
    args = [],
    env = {},
  }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<RunningSite> {
  const before = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', './bench/load/watch.mjs', 'dist/main.js', 'start', ...args],
    {
      cwd: root,
      env: environment(folder, env),
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const ended = once(child, 'exit');
  const port = await portOf(child);
  return {
    port,
    folder,
    startedMs: performance.now() - before,
    residentMegabytes: () => memoryOf(child, 'VmRSS'),
    peakMegabytes: () => memoryOf(child, 'VmHWM'),
    resetLoopDelay: () => void child.send('reset'),
    loopDelay: async () => {
      const answer = once(child, 'message');
      child.send('read');
      return (await answer)[0] as LoopDelay;
    },
    query: <Row>(sql: string) => {
      const database = new Database(join(folder, 'broadsheet.db'), { readonly: true });
      const rows = database.prepare(sql).all() as Row[];
      database.close();
      return rows;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export interface CommandRun {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/** Runs `broadsheet ARGS…` on the folder to its end, watching its memory. */
export async function runCommand(folder: string, ...args: readonly string[]): Promise<CommandRun> {
  const before = performance.now();
  const child = spawn(process.execPath, ['dist/main.js', ...args], {
    cwd: root,
    env: environment(folder, {}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [stdout, peakMegabytes] = ['', 0];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const watching = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, memoryOf(child, 'VmHWM'));
  }, 200);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watching);
  if (code !== 0) throw new Error(`broadsheet ${args.join(' ')} ended with ${code}.`);
  return { seconds: (performance.now() - before) / 1000, peakMegabytes, stdout };
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const port = /^Site:\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout!.resume();
    return Number(port);
  }
  throw new Error('The server ended before it listened.');
}

/** 0 where the system does not tell (no /proc), or the process is gone. */
function memoryOf({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    )?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}
