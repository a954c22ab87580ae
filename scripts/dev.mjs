// `npm run dev`: builds, serves, and on a change builds and serves again. Arguments go to the command `start`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';

/** Editors write a file in several steps; one build a burst is enough. */
const quietMs = 120;
const root = fileURLToPath(new URL('..', import.meta.url));

let server;
let timer;
let isBusy = false;
let isStale = false;

async function reload() {
  if (isBusy) {
    isStale = true;
    return;
  }
  isBusy = true;
  try {
    const started = performance.now();
    if (await ensureBuilt()) console.log(`built in ${Math.round(performance.now() - started)} ms`);
    await stopServer();
    startServer();
  } catch (error) {
    console.error(error.message);
    console.error('Not built; the server still runs what it had.');
  }
  isBusy = false;
  if (isStale) {
    isStale = false;
    await reload();
  }
}

function startServer() {
  const program = [join(root, 'bin', 'broadsheet.js'), 'start', ...process.argv.slice(2)];
  server = spawn(process.execPath, program, { stdio: 'inherit' });
  server.on('exit', (code) => {
    if (code) console.error(`The server ended with ${code}; it starts again after the next change.`);
  });
}

async function stopServer() {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

const roots = ['src', 'client', 'demo'].map((name) => join(root, name)).filter(existsSync);
const watchers = new Map();

// Folder by folder: Node 20's recursive watching follows files, and loses one for good when an editor saves it by
// putting a new file in its place, as most do.
function watchFolders() {
  for (const [folder, watcher] of watchers) {
    if (existsSync(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  for (const folder of roots) watchBelow(folder);
}

function watchBelow(folder) {
  if (!watchers.has(folder)) watchers.set(folder, watch(folder, onChange));
  for (const member of readdirSync(folder, { withFileTypes: true }))
    if (member.isDirectory()) watchBelow(join(folder, member.name));
}

function onChange(_event, name) {
  if (/\.test\.tsx?$|^\./.test(name ?? '')) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    watchFolders();
    void reload();
  }, quietMs);
}

watchFolders();

// A terminal sends SIGINT to the whole group: the server closes itself, this waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await stopServer();
    process.exit(0);
  });
}

await reload();
