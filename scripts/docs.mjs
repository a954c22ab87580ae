// `npm run docs`: writes the pages of docs/ that are made from tables in the code. `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const root = fileURLToPath(new URL('..', import.meta.url));
register();

const load = (path) => import(new URL(`../${path}`, import.meta.url).href);

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => (text === '' ? 'empty' : `\`${cell(text)}\``);
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

async function problemsPage() {
  const { problems } = await load('src/base/problem.ts');
  const rows = Object.entries(problems).map(([name, { status, exit, title }]) => [
    code(name),
    status,
    exit,
    title,
  ]);
  return `# Problems

What can go wrong in a way that a person is told of. A request is answered with the HTTP status; a command prints one
sentence and ends with the exit code. The sentence names the place and what to do; what only the operator should see
is in the log.

${table(['code', 'status', 'exit code', 'meaning'], rows)}

Made by \`npm run docs\` from \`src/base/problem.ts\`.
`;
}

async function configurationPage() {
  const { options } = await load('src/config/options.ts');
  const rows = options.map((option) => [
    code(option.key),
    code(option.env),
    option.type,
    code(option.default),
    cell(option.description),
  ]);
  return `# Configuration

Settings of the machine. Each can stand in the file \`broadsheet.json\` in the data folder, under its key, or in the
environment, under its variable, which wins. All faults are told at once when a command starts. Settings of the paper,
such as its name and its zone, are not here: they are in its database and are set in the newsroom.

${table(['key', 'variable', 'type', 'default', 'what it does'], rows)}

Made by \`npm run docs\` from \`src/config/options.ts\`.
`;
}

/** Path of each generated page, with its text as the code now asks for it. */
export async function generatedPages() {
  return new Map([
    ['docs/problems.md', await problemsPage()],
    ['docs/configuration.md', await configurationPage()],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'docs'), { recursive: true });
  for (const [path, text] of await generatedPages()) {
    const current = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    if (current === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`${path} is not what the code says: run \`npm run docs\`.`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(root, path), text);
      console.log(path);
    }
  }
}
