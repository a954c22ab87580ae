// `npm run check`: everything that is held by a tool and is not a test of behaviour. Each step says how it went; one
// that fails does not hide the next.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (...path) => [process.execPath, join(root, 'node_modules', ...path)];
const script = (name, ...args) => [process.execPath, join(root, 'scripts', name), ...args];
const tsc = tool('typescript', 'bin', 'tsc');
const vitest = tool('vitest', 'vitest.mjs');

const steps = [
  ['format and lint', tool('@biomejs', 'biome', 'bin', 'biome').concat('check', '--error-on-warnings')],
  ['types', [...tsc, '--project', '.', '--noEmit']],
  ['types in the browser', [...tsc, '--project', 'client', '--noEmit']],
  ['architecture', [...vitest, 'run', '--reporter=dot', 'test/architecture.test.ts']],
  ['documents', [...vitest, 'run', '--reporter=dot', 'test/docs.test.ts']],
  ['licences', script('licences.mjs')],
  ['notices', script('notices.mjs', '--check')],
];

const failed = steps.filter(([name, command]) => {
  console.log(`\n${name}`);
  const { status } = spawnSync(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 1] });
  console.log(`${name}: ${status === 0 ? 'ok' : 'failed'}`);
  return status !== 0;
});

console.log(
  failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
