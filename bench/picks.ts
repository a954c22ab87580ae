import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { percentile } from '../src/discovery/evaluation/metrics.js';
import type { Figure } from '../src/discovery/evaluation/report.js';
import { now } from '../src/discovery/recommendation/candidates.fixture.js';
import { fullPoolFile, fullProfile } from '../src/discovery/recommendation/full-pool.fixture.js';
import { serialiseProfile } from '../src/discovery/recommendation/profile.js';

/** As slow as this many times less than the machine: what stands for a slow phone. */
const throttling = 4;
const pages = 60;
const again = 20;
const marks = { rerankMs: 5, poolBytes: 12 * 1024, scriptBytes: 8 * 1024 };
const root = fileURLToPath(new URL('..', import.meta.url));

/** The modules that the script of "my list" is made of, so that their parts can be timed. */
const entry = `
  import { decodePool } from './src/discovery/recommendation/pool-file.js';
  import { parseProfile } from './src/discovery/recommendation/profile.js';
  import { rehearse, rerank, tasteOf } from './src/discovery/recommendation/rerank.js';
  import { defaultPicks } from './src/discovery/recommendation/dials.js';
  const options = { ...defaultPicks, language: 'en', isShown: () => false };
  let pool, taste;
  globalThis.readProfile = (text, now) => {
    const profile = parseProfile(text);
    taste = tasteOf(profile, now);
    rehearse(profile, taste, options);
    return profile.reads.length;
  };
  globalThis.readPool = (text) => {
    pool = decodePool(text);
    return pool.length;
  };
  globalThis.order = () =>
    rerank(pool, taste, options).length;`;

interface Measured {
  readonly counts: readonly number[];
  readonly profileMs: number;
  readonly poolMs: number;
  /** Of nothing: what the measuring itself takes, and every other time here holds. */
  readonly emptyMs: number;
  readonly firstMs: number;
  readonly laterMs: readonly number[];
}

/** What "my list" costs a reader's device: the bytes, and the time to order a full pool by a full profile. */
export async function* bench(): AsyncIterable<Figure> {
  const script = readFileSync(new URL('../dist/client/picks.js', import.meta.url));
  yield figure('script, compressed', brotliCompressSync(script).length, 'bytes', 1, marks.scriptBytes);
  const poolBytes = brotliCompressSync(fullPoolFile).length;
  yield figure('pool file, compressed', poolBytes, 'bytes', 200, marks.poolBytes);
  const browser = await launch();
  try {
    const measured = await measureAll(browser);
    const empty = measured.map(({ emptyMs }) => emptyMs);
    yield* times('nothing: what the measuring takes, its median taken off all others', empty);
    const emptyMs = percentile(empty, 0.5);
    const own = (ms: number) => ms - emptyMs;
    yield* times(
      're-ranking, first on a page',
      measured.map(({ firstMs }) => own(firstMs)),
      marks.rerankMs,
    );
    yield* times(
      're-ranking, again on that page',
      measured.flatMap(({ laterMs }) => laterMs.map(own)),
      marks.rerankMs,
    );
    yield* times(
      'reading and weighing the profile, while the pool is on its way',
      measured.map(({ profileMs }) => own(profileMs)),
    );
    yield* times(
      'reading the pool',
      measured.map(({ poolMs }) => own(poolMs)),
    );
    yield* times(
      'all of it: profile, pool and first list',
      measured.map(({ profileMs, poolMs, firstMs }) => own(profileMs) + own(poolMs) + own(firstMs)),
    );
  } finally {
    await browser.close();
  }
}

function launch(): Promise<Browser> {
  const system = '/usr/bin/chromium';
  const executablePath = process.env.CHROME_PATH ?? (existsSync(system) ? system : undefined);
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

/** Each on a page of its own, as readers have it: the first list of a page is ordered by code that has not run before. */
async function measureAll(browser: Browser): Promise<Measured[]> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    // As scripts/build.mjs builds it.
    banner: { js: '//# allFunctionsCalledOnLoad' },
    write: false,
  });
  const measured: Measured[] = [];
  for (let turn = 0; turn < pages; turn += 1) measured.push(await measureOnce(browser, outputFiles[0]!.text));
  const odd = measured.find(({ counts }) => String(counts) !== '200,200,7');
  if (odd) throw new Error(`Candidates, reads and picks were ${odd.counts.join(', ')}, not 200, 200 and 7.`);
  return measured;
}

async function measureOnce(browser: Browser, script: string): Promise<Measured> {
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const device = await page.context().newCDPSession(page);
  // The thread's own time: what other work on the machine takes from it does not count, the throttling does.
  await device.send('Performance.enable', { timeDomain: 'threadTicks' });
  await device.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const scriptMs = async () => {
    const { metrics } = await device.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'DevToolsCommandDuration')!.value;
  };
  const timed = async (expression: string) => {
    const before = await scriptMs();
    const { result } = await device.send('Runtime.evaluate', { expression, returnByValue: true });
    return { value: result.value, ms: (await scriptMs()) - before };
  };
  // As on a page: the profile is read first, the pool comes over the network.
  const profile = await timed(`readProfile(${JSON.stringify(serialiseProfile(fullProfile))}, ${now})`);
  const pool = await timed(`readPool(${JSON.stringify(fullPoolFile)})`);
  const emptyMs = (await timed('0')).ms;
  const first = await timed('order()');
  const laterMs: number[] = [];
  for (let turn = 0; turn < again; turn += 1) laterMs.push((await timed('order()')).ms);
  await page.close();
  return {
    counts: [pool.value, profile.value, first.value],
    profileMs: profile.ms,
    poolMs: pool.ms,
    emptyMs,
    firstMs: first.ms,
    laterMs,
  };
}

function* times(what: string, values: readonly number[], mark?: number): Iterable<Figure> {
  yield figure(`${what}, median`, percentile(values, 0.5), 'ms of CPU', values.length);
  yield figure(`${what}, p95`, percentile(values, 0.95), 'ms of CPU', values.length, mark);
}

const figure = (metric: string, ours: number, unit: string, n: number, mark?: number): Figure => ({
  name: 'picks',
  dataset: `200 candidates, 200 reads, ${throttling}× slower`,
  metric,
  ours,
  baselines: mark === undefined ? {} : { mark },
  unit,
  n,
});
