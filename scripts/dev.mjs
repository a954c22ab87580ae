// `npm run dev`: builds, serves, and on a change builds and serves again. Arguments go to the command `start`.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
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

for (const folder of ['src', 'client', 'demo'].filter((name) => existsSync(join(root, name)))) {
  watch(join(root, folder), { recursive: true }, (_event, name) => {
    if (/\.test\.tsx?$|(^|\/)\./.test(name ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(reload, quietMs);
  });
}

// A terminal sends SIGINT to the whole group: the server closes itself, this waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await stopServer();
    process.exit(0);
  });
}

await reload();
