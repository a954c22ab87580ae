// Builds dist/ from src/ and client/. Types are checked by tsc apart (docs/decisions/0005): this only transpiles,
// so that it can run before every start and every test run.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

/** Bytes of a script that is sent with every page; over it, the build fails. */
const scriptBudgetBytes = { 'client/beacon.js': 2400 };

/**
 * Scripts all of which runs as soon as they are loaded. A browser that is told so makes their functions ready while it loads
 * them (V8's explicit compile hints), and not one by one when each is first called.
 */
const calledOnLoad = [join('client', 'picks.js')];
const compileHint = Buffer.from('//# allFunctionsCalledOnLoad\n');

const isCode = (path) => /\.tsx?$/.test(path);
const isTest = (path) => /\.(test|d)\.tsx?$/.test(path);

async function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

async function findSources() {
  const [server, client] = [await filesIn('src'), await filesIn('client')];
  const theme = join('src', 'site', 'theme');
  const isSheet = (path) => dirname(path) === theme && extname(path) === '.css';
  return {
    all: [...server, ...client, 'package.json', join('scripts', 'build.mjs')],
    server: server.filter((path) => isCode(path) && !isTest(path)),
    client: client.filter(
      (path) =>
        isCode(path) && !isTest(path) && ['client', join('client', 'islands')].includes(dirname(path)),
    ),
    sheets: server.filter(isSheet),
    copied: server.filter((path) => !isCode(path) && !isSheet(path) && extname(path) !== '.md'),
  };
}

/** Changes when a source is added, removed or touched. */
async function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const { mtimeMs, size } = await stat(join(root, path));
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

const shared = { absWorkingDir: root, write: false, logLevel: 'error', charset: 'utf8' };

const transpile = (esbuild, entryPoints) =>
  esbuild.build({
    ...shared,
    entryPoints,
    outbase: join(root, 'src'),
    outdir: dist,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
  });

const bundleForBrowsers = (esbuild, entryPoints) =>
  esbuild.build({
    ...shared,
    entryPoints,
    outbase: join(root, 'client'),
    outdir: join(dist, 'client'),
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
  });

const bundleSheets = (esbuild, entryPoints) =>
  esbuild.build({
    ...shared,
    entryPoints,
    outbase: join(root, 'src'),
    outdir: dist,
    bundle: true,
    minify: true,
    target: 'es2022',
    external: ['/assets/*'],
  });

async function makeOutputs(sources) {
  const esbuild = await import('esbuild');
  const builds = [
    sources.server.length > 0 && transpile(esbuild, sources.server),
    sources.client.length > 0 && bundleForBrowsers(esbuild, sources.client),
    sources.sheets.length > 0 && bundleSheets(esbuild, sources.sheets),
  ];
  const outputs = new Map();
  for (const { outputFiles } of (await Promise.all(builds)).filter(Boolean))
    for (const { path, contents } of outputFiles) outputs.set(relative(dist, path), contents);
  for (const path of calledOnLoad.filter((path) => outputs.has(path)))
    outputs.set(path, Buffer.concat([compileHint, outputs.get(path)]));
  for (const path of sources.copied) outputs.set(relative('src', path), await readFile(join(root, path)));
  outputs.set(join('client', 'manifest.json'), manifestOf(outputs));
  return outputs;
}

/** What the browser may be sent, with sizes: { "beacon.js": 1702, "islands/editor.js": … }. */
function manifestOf(outputs) {
  const scripts = [...outputs].filter(([path]) => path.startsWith(`client${sep}`));
  const sizes = scripts.map(([path, contents]) => [
    relative('client', path).replaceAll(sep, '/'),
    contents.length,
  ]);
  return Buffer.from(`${JSON.stringify(Object.fromEntries(sizes.sort()), null, 2)}\n`);
}

function holdBudgets(outputs) {
  for (const [path, budget] of Object.entries(scriptBudgetBytes)) {
    const bytes = outputs.get(path)?.length ?? 0;
    if (bytes > budget) throw new Error(`${path} is ${bytes} bytes; its budget is ${budget}.`);
  }
}

// Each file is renamed into place and unchanged ones are left alone: a process that starts from dist/ while another
// one builds never reads half a file.
async function writeOutputs(outputs) {
  for (const [path, contents] of outputs) {
    const target = join(dist, path);
    const current = await readFile(target).catch(() => undefined);
    if (current !== undefined && Buffer.compare(current, contents) === 0) continue;
    await mkdir(dirname(target), { recursive: true });
    const partial = join(dirname(target), `.${basename(target)}.${process.pid}`);
    await writeFile(partial, contents);
    await rename(partial, target);
  }
  for (const path of await filesIn('dist'))
    if (!outputs.has(relative('dist', path))) await rm(join(root, path), { force: true });
}

export async function build() {
  const sources = await findSources();
  const made = await fingerprint(sources.all);
  const outputs = await makeOutputs(sources);
  holdBudgets(outputs);
  await writeOutputs(outputs);
  await writeFile(stamp, made);
  return outputs.size;
}

/** Builds only if a source was added, removed or changed since the last build. True if it built. */
export async function ensureBuilt() {
  const { all } = await findSources();
  const last = await readFile(stamp, 'utf8').catch(() => undefined);
  if (last === (await fingerprint(all))) return false;
  await build();
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const count = await build();
  console.log(`dist/: ${count} files in ${Math.round(performance.now() - started)} ms`);
}
