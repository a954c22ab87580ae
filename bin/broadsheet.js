#!/usr/bin/env node
// Checks what a fresh machine may lack, each in one clear sentence, then runs the program. Plain JavaScript that any
// Node since 14 can read, so that an old one gets its sentence and not a syntax error.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url));

const fault = findFault();
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
if (existsSync(join(root, 'src'))) await build();
await import('../dist/main.js');

function findFault() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]))
    return `Broadsheet needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`;
  const require = createRequire(import.meta.url);
  try {
    require.resolve('better-sqlite3');
  } catch {
    return 'The packages that Broadsheet needs are not installed: run `npm ci` first.';
  }
  return nativeFault(require);
}

// better-sqlite3 is compiled at installation where its prebuilt file cannot be fetched. Only opening a database
// loads the native file.
function nativeFault(require) {
  try {
    new (require('better-sqlite3'))(':memory:').close();
    return undefined;
  } catch (error) {
    const missing = ['python3', 'make', 'c++'].filter((tool) => !runs(tool));
    const advice =
      missing.length === 0
        ? 'Run `npm rebuild better-sqlite3`'
        : `To compile it, install ${missing.join(', ')} (Debian: \`apt install python3 make g++\`), then run \`npm rebuild better-sqlite3\``;
    return `The native file of better-sqlite3 does not load (${String(error.message).split('\n')[0]}). ${advice}.`;
  }
}

function runs(tool) {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function build() {
  const { ensureBuilt } = await import('../scripts/build.mjs');
  try {
    await ensureBuilt();
  } catch (error) {
    // A built tree in a folder that this account may not write still runs, unless the sources are newer.
    const isReadOnly = ['EACCES', 'EROFS', 'EPERM'].includes(error.code);
    if (!isReadOnly) throw error;
    process.stderr.write(`dist/ cannot be written (${error.message}), and it is older than src/.\n`);
    process.exit(1);
  }
}
