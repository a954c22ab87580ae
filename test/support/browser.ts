import { execFile, execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';
import type { Unavailable } from './postgres.js';
import { removeFolder } from './temp-folder.js';

/** A Chromium that answered to --version, as vitest's `inject('browser')` gives it to a test file. */
export interface BrowserProgram {
  readonly path: string;
  readonly version: string;
  /** Where libraries lie that the machine lacks, for the browser that ships in a package. */
  readonly libraryPath?: string;
}

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROME_PATH, a browser of the system, Playwright's own, and last the one that ships in a package. */
export async function findBrowser(): Promise<BrowserProgram | Unavailable> {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return inspect(chosen) ?? { unavailable: `CHROME_PATH is ${chosen}, which does not start` };
  for (const path of [...installed, chromium.executablePath()]) {
    const found = existsSync(path) ? inspect(path) : undefined;
    if (found) return found;
  }
  return unpackPackaged();
}

function inspect(path: string, libraryPath?: string): BrowserProgram | undefined {
  try {
    const printed = execFileSync(path, ['--version', '--no-sandbox'], {
      encoding: 'utf8',
      env: environment(libraryPath),
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    });
    const version = /\d+(?:\.\d+)+/.exec(printed)?.[0];
    if (version === undefined) return undefined;
    return libraryPath === undefined ? { path, version } : { path, version, libraryPath };
  } catch {
    return undefined;
  }
}

function environment(libraryPath: string | undefined): NodeJS.ProcessEnv {
  if (libraryPath === undefined) return process.env;
  return {
    ...process.env,
    LD_LIBRARY_PATH: [libraryPath, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
}

// The package unpacks into the temporary folder and takes whatever lies there already for whole; its libraries
// come out only where it believes to be on Amazon Linux. So it runs in a folder of its own, renamed when done.
const unpackScript = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

async function unpackPackaged(): Promise<BrowserProgram | Unavailable> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = join(root, 'node_modules', '.cache', 'broadsheet-chromium');
  try {
    if (!existsSync(folder)) await unpackInto(folder, root);
  } catch (error) {
    return {
      unavailable: `no browser found, and @sparticuz/chromium does not unpack: ${(error as Error).message}`,
    };
  }
  const found = inspect(join(folder, 'chromium'), join(folder, 'al2023', 'lib'));
  return found ?? { unavailable: 'no browser found, and the one of @sparticuz/chromium does not start here' };
}

async function unpackInto(folder: string, root: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpackScript], {
      cwd: root,
      env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    renameSync(partial, folder);
  } finally {
    removeFolder(partial);
  }
}

/** The run's browser, or why there is none: `describe.skipIf('unavailable' in browserProgram)`. */
export const browserProgram: BrowserProgram | Unavailable = injected();

function injected(): BrowserProgram | Unavailable {
  try {
    return inject('browser') ?? { unavailable: 'no browser was looked for in this run' };
  } catch {
    return { unavailable: 'not inside a test run' };
  }
}

/** Starts the run's browser, without a window. Whoever starts it closes it, in afterAll. */
export async function launchBrowser(
  program: BrowserProgram | Unavailable = browserProgram,
  moreFlags: readonly string[] = [],
): Promise<Browser> {
  if ('unavailable' in program) throw new Error(`No browser: ${program.unavailable}`);
  return chromium.launch({
    executablePath: program.path,
    args: [...flags, ...moreFlags],
    env: environment(program.libraryPath) as Record<string, string>,
  });
}
