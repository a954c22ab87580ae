import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type BrowserProgram, findBrowser } from './browser.js';
import { type PostgresAddress, startPostgres, type Unavailable } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresAddress | Unavailable;
    browser: BrowserProgram | Unavailable;
  }
}

const notNeeded = { unavailable: 'no test of this run asks for it' };

/** A run of a few unit tests starts no server and looks for no browser: only files that import their module do. */
async function needOf(project: TestProject): Promise<{ postgres: boolean; browser: boolean }> {
  // The pattern of `vitest run PATTERN` is not in the public type.
  const { filenamePattern } = project.vitest as unknown as { filenamePattern?: string[] };
  const { projects } = project.vitest;
  const found = await Promise.all(projects.map((one) => one.globTestFiles(filenamePattern)));
  const testFiles = found.flatMap((files) => files.testFiles);
  const reached = new Set<string>();
  for (const file of testFiles) follow(file, reached);
  const imports = (name: string) => [...reached].some((path) => path.endsWith(`/test/support/${name}.ts`));
  return { postgres: imports('postgres'), browser: imports('browser') };
}

/** Collects a file and what it imports, without leaving test/. */
function follow(file: string, reached: Set<string>): void {
  if (reached.has(file) || !existsSync(file)) return;
  reached.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
    const imported = resolve(dirname(file), path!.replace(/\.js$/, '.ts'));
    if (imported.includes('/test/')) follow(imported, reached);
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const need = await needOf(project);
  const server = need.postgres ? await startPostgres() : notNeeded;
  const postgres = 'unavailable' in server ? server : server.address;
  const browser = need.browser ? await findBrowser() : notNeeded;
  project.provide('postgres', postgres);
  project.provide('browser', browser);
  const groundFile = process.env.BROADSHEET_TEST_GROUND;
  if (groundFile) writeFileSync(groundFile, JSON.stringify({ postgres, browser }));
  return async () => {
    if (!('unavailable' in server)) await server.stop();
  };
}
