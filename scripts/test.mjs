// `npm test`: builds, runs every test, says on what it ran and what it could not run, and ends with one line of
// counts. Arguments are passed to Vitest: `npm test -- src/base`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'bs-test-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const reportFile = join(folder, 'report.json');
const groundFile = join(folder, 'ground.json');

await ensureBuilt();
const status = runVitest(process.argv.slice(2));
const report = readJson(reportFile);

console.log(`\n${[...groundLines(readJson(groundFile)), ...skippedLines(report?.skipped ?? [])].join('\n')}`);
if (report === undefined) console.log('The test runner ended before its last test.');
// A run that fails as a whole (a setup that throws, a pattern without files) has no failing test, and counts as one.
const counted = report === undefined ? 0 : report.failed + report.unfinished;
const failed = status === 0 ? counted : Math.max(1, counted);
console.log(closingLine(report?.passed ?? 0, failed, report?.skipped.length ?? 0));
process.exitCode = failed > 0 ? 1 : 0;

function runVitest(args) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'test-report.mjs')}`];
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 1], // errors in their place, so that the closing line is the last
    env: { ...process.env, BROADSHEET_TEST_REPORT: reportFile, BROADSHEET_TEST_GROUND: groundFile },
  });
  return status ?? 1;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function groundLines(ground) {
  const postgres = ground?.postgres ?? { unavailable: 'the run did not get there' };
  const browser = ground?.browser ?? { unavailable: 'the run did not get there' };
  return [
    `Node        ${process.version} (${process.platform}-${process.arch})`,
    `SQLite      ${sqliteVersion()}`,
    `PostgreSQL  ${postgres.unavailable ? `none: ${postgres.unavailable}` : `${postgres.version} (${postgres.source})`}`,
    `Browser     ${browser.unavailable ? `none: ${browser.unavailable}` : `Chromium ${browser.version} (${browser.path})`}`,
  ];
}

function sqliteVersion() {
  try {
    const database = new (require('better-sqlite3'))(':memory:');
    return `${database.prepare('select sqlite_version()').pluck().get()} (better-sqlite3)`;
  } catch (error) {
    return `none: ${error.message.split('\n')[0]}`;
  }
}

/** One line for each file and reason: a skip is never silent. */
function skippedLines(skipped) {
  const groups = new Map();
  for (const { file, name, reason } of skipped) {
    const key = `${file}: ${reason || name.split(' > ')[0]}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, count]) => `Not run     ${count} in ${key}`);
}

function closingLine(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
