import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTempFolder, removeFolder } from './temp-folder.js';
import { findAccount, isRoot } from './unprivileged.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const account = isRoot ? findAccount('nobody') : undefined;
const identity = account ? { uid: account.uid, gid: account.gid } : {};

/**
 * Why the program cannot be run as an account without privileges, or undefined where it can: in a run that is not
 * root's, the tests themselves are such an account.
 */
export const noUnprivilegedAccount: string | undefined =
  isRoot && account === undefined ? 'the run is root and there is no account nobody' : undefined;

export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program where the account may read it; `remove` it when the tests of the file are done. */
export interface ReadableProgram {
  /** Runs `broadsheet ARGS…` to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<ProgramRun>;
  /** Starts `broadsheet ARGS…` and leaves it running. */
  start(args: readonly string[], options?: RunOptions): ChildProcess;
  remove(): void;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** dist/ must be built, as `npm test` does first. Make it in beforeAll: where it has to be copied, that takes seconds. */
export async function programAsNobody(): Promise<ReadableProgram> {
  const program = mayRead(join(root, 'dist', 'main.js')) ? root : await copyProgram();
  const start = (args: readonly string[], { cwd, env }: RunOptions = {}) =>
    spawn(process.execPath, [join(program, 'dist', 'main.js'), ...args], {
      cwd: cwd ?? program,
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...identity,
    });
  return {
    start,
    run: (args, options) => outcome(start(args, options)),
    remove: () => {
      if (program !== root) removeFolder(program);
    },
  };
}

async function outcome(child: ChildProcess): Promise<ProgramRun> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, stdout, stderr };
}

function mayRead(path: string): boolean {
  return spawnSync('test', ['-r', path], { ...identity, stdio: 'ignore' }).status === 0;
}

/** For a project in a folder that others may not pass, such as one under /root. */
async function copyProgram(): Promise<string> {
  const copy = makeTempFolder('bs-program-');
  const parts = ['dist', 'demo', 'package.json', ...productionPackages()];
  const present = parts.filter((name) => existsSync(join(root, name)));
  await promisify(execFile)('cp', ['-a', '--parents', ...present, copy], { cwd: root });
  await promisify(execFile)('chmod', ['-R', 'a+rX', copy]);
  return copy;
}

function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  // A package nested in another one comes along with it.
  const isTop = (path: string) => path !== '' && path.lastIndexOf('node_modules/') === 0;
  return Object.keys(lock.packages).filter((path) => isTop(path) && !lock.packages[path]!.dev);
}
