import { existsSync, readdirSync } from 'node:fs';
import { lineOf } from '../src/cli/eval.js';
import type { Figure } from '../src/discovery/evaluation/report.js';

/** `npm run bench -- NAME [--json]`: what is timed, beside limits and peers where they are installed. */
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => /^[a-z]+\.ts$/.test(file) && file !== 'main.ts')
  .map((file) => file.replace('.ts', ''));

const [name = '', ...flags] = process.argv.slice(2);
if (!names.includes(name) || flags.some((flag) => flag !== '--json')) {
  process.stderr.write(`Say what is to be timed: npm run bench -- ${names.join('|')} [--json]\n`);
  process.exit(2);
}
if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  process.stderr.write('Build it first: npm run build\n');
  process.exit(2);
}
const { bench } = (await import(`./${name}.ts`)) as { bench(): AsyncIterable<Figure> };
for await (const figure of bench())
  console.log(flags.includes('--json') ? JSON.stringify(figure) : lineOf(figure));
