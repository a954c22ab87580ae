import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import type { Figure } from '../src/discovery/evaluation/report.js';
import { percentile, runLoad } from './load/http-load.js';
import { madeUpFeed, wordSource } from './load/made-up-feed.js';
import { startBareServer, startNginx } from './load/peers.js';
import { newFolder, type RunningSite, removeFolder, runCommand, startSite } from './load/running-site.js';
import { loadTool, throughput } from './load/throughput.js';

const archiveStories = 1000;
const wordsEach = 400;
const importedMeanwhile = 2000;
const rounds = 3;
const roundSeconds = 3;
const searches = 150;
const steadySeconds = 70;
const steadyPerSecond = 100;

const figure = (metric: string, ours: number, unit: string, n: number, baselines = {}): Figure => ({
  name: 'pages',
  dataset: `${archiveStories} made-up stories of ${wordsEach} words`,
  metric,
  ours: Math.round(ours * 1000) / 1000,
  baselines,
  unit,
  n,
});

/** How fast pages are, against the least that a server can do; how they fare while the site works; what they weigh. */
export async function* bench(): AsyncIterable<Figure> {
  const folder = newFolder();
  try {
    yield* weightAndStart(folder);
    await importFeed(folder, 'archive.xml', archiveStories);
    const site = await startSite(folder);
    try {
      const paths = site
        .query<{ path: string }>("select path from stories where status = 'published' order by id desc")
        .map(({ path }) => encodeURI(path));
      await untilRelated(site);
      yield figure('memory, idle', site.residentMegabytes(), 'MB', paths.length);
      yield* uncached(site, paths);
      yield* cached(site, paths[0]!);
      yield* searched(site);
      yield* whileItWorks(site, paths);
      await untilRelated(site);
      yield* withEditions(site, paths);
      yield figure('memory, the most under load', site.peakMegabytes(), 'MB', paths.length);
    } finally {
      await site.stop();
    }
  } finally {
    removeFolder(folder);
  }
}

/** A made-up story of 800 words with full lists beside it, and all that its page loads before pictures and fonts. */
async function* weightAndStart(folder: string): AsyncIterable<Figure> {
  const first = await startSite(folder);
  yield figure('start on an empty folder, with the demo paper', first.startedMs / 1000, 's', 1);
  await first.stop();
  const next = wordSource(7);
  writeFileSync(
    join(folder, 'body.txt'),
    Array.from({ length: 16 }, () => Array.from({ length: 50 }, next).join(' ')).join('\n\n'),
  );
  const created = await runCommand(
    folder,
    'story',
    'create',
    '--headline',
    'A story of eight hundred words',
    '--body',
    join(folder, 'body.txt'),
    '--json',
  );
  const { id } = JSON.parse(created.stdout) as { id: string };
  const { path } = JSON.parse((await runCommand(folder, 'story', 'publish', id, '--json')).stdout) as {
    path: string;
  };

  const before = performance.now();
  const site = await startSite(folder);
  const answer = await fetch(`http://127.0.0.1:${site.port}${path}`);
  yield figure('start to first page', (performance.now() - before) / 1000, 's', 1, { mark: 2 });
  try {
    const html = await answer.text();
    const linked = [
      ...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g),
    ].map(([, href]) => href!);
    const bytes = { html: await transferred(site, path), css: 0, js: 0 };
    for (const href of new Set(linked))
      bytes[href.endsWith('.css') ? 'css' : 'js'] += await transferred(site, href);
    const kilobytes = (count: number) => Math.round(count / 10.24) / 100;
    const { html: page, css, js } = bytes;
    yield figure('weight of an 800-word story, brotli', kilobytes(page + css + js), 'KB', 1, {
      mark: 20,
      HTML: kilobytes(page),
      CSS: kilobytes(css),
      JS: kilobytes(js),
    });
  } finally {
    await site.stop();
  }
}

/** Bytes of the body as they go over the wire in brotli. */
async function transferred(site: RunningSite, path: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${site.port}${path}`, {
    method: 'HEAD',
    headers: { 'accept-encoding': 'br' },
  });
  return Number(answer.headers.get('content-length'));
}

async function importFeed(folder: string, name: string, stories: number): Promise<void> {
  const file = join(folder, 'imports', name);
  writeFileSync(file, madeUpFeed(stories, wordsEach));
  await runCommand(folder, 'import', file, '--as', 'published', '--section', 'News');
}

async function untilRelated(site: RunningSite): Promise<void> {
  while (site.query<{ n: number }>('select count(*) as n from jobs')[0]!.n > 0)
    await new Promise((resolve) => setTimeout(resolve, 500));
}

const requestOf = (port: number, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: br, gzip\r\n\r\n`;

/** Every page once, one after the other: each is read, rendered and compressed for this request. */
async function* uncached(site: RunningSite, paths: readonly string[]): AsyncIterable<Figure> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (const path of paths.slice(0, archiveStories)) times.push(await timeOf(site.port, path, agent));
  agent.destroy();
  times.sort((a, b) => a - b);
  yield figure('uncached story page, p95', percentile(times, 0.95), 'ms', times.length, {
    mark: 10,
    median: percentile(times, 0.5),
  });
}

/** Milliseconds to the last byte; by node:http, which costs less of the machine than fetch does. */
function timeOf(port: number, path: string, agent: Agent): Promise<number> {
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const asking = get({ port, path, agent, headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(performance.now() - before));
    });
    asking.once('error', reject);
  });
}

/** In turns, so that whatever else the machine does falls on all alike; the median of the rounds. */
async function* cached(site: RunningSite, path: string): AsyncIterable<Figure> {
  const answer = await fetch(`http://127.0.0.1:${site.port}${path}`, {
    headers: { 'accept-encoding': 'gzip' },
    method: 'HEAD',
  });
  const body = Buffer.alloc(Number(answer.headers.get('content-length')), 'x');
  const bare = await startBareServer(site.folder, body);
  const nginx = await startNginx(site.folder, body);
  const rates = { ours: [] as number[], bare: [] as number[], nginx: [] as number[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      rates.ours.push(await throughput(site.port, path, roundSeconds));
      rates.bare.push(await throughput(bare.port, bare.path, roundSeconds));
      if (nginx) rates.nginx.push(await throughput(nginx.port, nginx.path, roundSeconds));
    }
  } finally {
    await bare.stop();
    await nginx?.stop();
  }
  const [ours, limit, static_] = [rates.ours, rates.bare, rates.nginx].map(median) as [
    number,
    number,
    number,
  ];
  yield figure(`cached story page (${loadTool})`, Math.round(ours), 'requests/s', rounds, {
    'bare node:http': Math.round(limit),
    ...(nginx ? { 'nginx, static file': Math.round(static_) } : {}),
  });
  yield figure('cached story page against bare node:http', ours / limit, 'share', rounds, { mark: 0.6 });
  if (nginx) yield figure('cached story page against nginx', ours / static_, 'share', rounds);
}

const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

async function* searched(site: RunningSite): AsyncIterable<Figure> {
  const times = await searchTimes(site, searches);
  yield figure('search, p95', percentile(times, 0.95), 'ms', times.length, {
    mark: 100,
    median: percentile(times, 0.5),
  });
}

/** One or two of the archive's words, newest or best first, one search after the other. Ascending milliseconds. */
async function searchTimes(site: RunningSite, count: number): Promise<number[]> {
  const next = wordSource(3);
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const words = turn % 2 === 0 ? next() : `${next()}+${next()}`;
    const before = performance.now();
    const answer = await fetch(
      `http://127.0.0.1:${site.port}/search?q=${words}&order=${turn % 4 < 2 ? 'newest' : 'best'}`,
    );
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`A search was answered with ${answer.status}.`);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b);
}

/** The delay of the server's event loop while an import runs beside it and readers read and search. */
async function* whileItWorks(site: RunningSite, paths: readonly string[]): AsyncIterable<Figure> {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  site.resetLoopDelay();
  let isOver = false;
  const times: number[] = [];
  const searching = (async () => {
    while (!isOver) times.push(...(await searchTimes(site, 10)));
  })();
  const reading = readSteadily(site, paths, 8);
  const importing = importFeed(site.folder, 'meanwhile.xml', importedMeanwhile);
  const read = await reading;
  await importing;
  isOver = true;
  await searching;
  const { p50Ms, p99Ms, maxMs } = await site.loopDelay();
  times.sort((a, b) => a - b);
  const n = read.latenciesMs.length;
  yield figure('event loop delay while searches and an import run, p99', p99Ms, 'ms', n, {
    median: p50Ms,
    most: maxMs,
  });
  yield figure('pages meanwhile, p99', percentile(read.latenciesMs, 0.99), 'ms', n, {
    median: percentile(read.latenciesMs, 0.5),
  });
  yield figure('searches meanwhile, p95', percentile(times, 0.95), 'ms', times.length);
}

const readSteadily = (site: RunningSite, paths: readonly string[], seconds: number) =>
  runLoad({
    port: site.port,
    connections: 10,
    seconds,
    perSecond: steadyPerSecond,
    request: (n) => requestOf(site.port, paths[(n * 7) % Math.min(paths.length, archiveStories)]!),
  });

/** A cache emptied by a restart of its pages' lists: all pages are read steadily while Editions come and change them. */
async function* withEditions(site: RunningSite, paths: readonly string[]): AsyncIterable<Figure> {
  const edition = () => site.query<{ n: number }>('select coalesce(max(number), 0) as n from editions')[0]!.n;
  const before = edition();
  const counting = countViews(site, paths);
  const read = await readSteadily(site, paths, steadySeconds);
  await counting;
  const n = read.latenciesMs.length;
  yield figure(
    `${archiveStories} pages read evenly while Editions come, p99`,
    percentile(read.latenciesMs, 0.99),
    'ms',
    n,
    {
      median: percentile(read.latenciesMs, 0.5),
      Editions: edition() - before,
      'not answered with 200': n - (read.statuses['200'] ?? 0),
    },
  );
}

/** Some views of some stories, so that an Edition has something to change. */
async function countViews(site: RunningSite, paths: readonly string[]): Promise<void> {
  const origin = `http://127.0.0.1:${site.port}`;
  for (const [at, path] of paths.slice(0, 40).entries()) {
    const token = /"token":"([^"]+)"/.exec(await (await fetch(origin + path)).text())?.[1];
    await fetch(`${origin}/api/v1/events`, {
      method: 'POST',
      body: JSON.stringify({
        v: 1,
        token,
        events: [{ id: `bench-of-pages-${1000 + at}`, kind: 'view', ageMs: 0 }],
      }),
      headers: {
        origin,
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0',
        'x-forwarded-for': `81.${at}.1.1`,
      },
    });
  }
}
