import { readFileSync, writeFileSync } from 'node:fs';
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

/** A run of a few unit tests starts no server: only files that import a support module get one. */
async function needOf(project: TestProject): Promise<{ postgres: boolean; browser: boolean }> {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern);
  const sources = testFiles.map((path) => readFileSync(path, 'utf8'));
  return {
    postgres: sources.some((source) => /support\/(postgres|databases|site|newsroom)\b/.test(source)),
    browser: sources.some((source) => /support\/browser\b/.test(source)),
  };
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
