import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startWorker } from '../src/base/threads.js';
import type { Figure } from '../src/discovery/evaluation/report.js';
import type { EventLoad } from './load/event-load.js';
import { type LoadResult, percentile, runLoad } from './load/http-load.js';
import { newFolder, removeFolder, startSite } from './load/running-site.js';

const warmUpSeconds = 5;
const ceilingSeconds = 15;
const pageSeconds = 15;
const pagesPerSecond = 200;
const steadyEventsPerSecond = 1000;
/** Enough that a batch is on its way to the disk while the next one gathers. */
const ceilingConnections = 800;

/**
 * The ceiling of acknowledged events a second, one event a request over kept connections; then how long story pages
 * take with and without a steady thousand events a second. The load runs beside the server on the same machine.
 */
export async function* bench(): AsyncIterable<Figure> {
  const folder = newFolder();
  // Each reader is told by its language: no proxy stands before the site that could name an address.
  const site = await startSite(folder, { env: { BROADSHEET_TRUSTED_HOPS: '0' } });
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await site.stop();
    isStopped = true;
  };
  try {
    const pages = await storyPages(site.port);
    const load = { port: site.port, tokens: pages.map(({ token }) => token) };
    const warm = await eventLoad({ ...load, connections: 200, seconds: warmUpSeconds, run: 'warm' });
    const residentBefore = site.residentMegabytes();
    const ceiling = await eventLoad({
      ...load,
      connections: ceilingConnections,
      seconds: ceilingSeconds,
      run: 'most',
    });
    yield* ceilingFigures(ceiling, residentBefore, site.residentMegabytes());

    const alone = await pageLoad(site.port, pages);
    const steady = eventLoad({
      ...load,
      connections: 100,
      seconds: pageSeconds,
      perSecond: steadyEventsPerSecond,
      run: 'even',
    });
    const beside = await pageLoad(site.port, pages);
    const events = await steady;
    yield* pageFigures(alone, beside, events);

    await stop();
    yield countedFigure(folder, [warm, ceiling, events]);
  } finally {
    await stop();
    removeFolder(folder);
  }
}

const figure = (metric: string, ours: number, unit: string, n: number, baselines = {}): Figure => ({
  name: 'events',
  dataset: 'one event a request',
  metric,
  ours,
  baselines,
  unit,
  n,
});

function* ceilingFigures(
  ceiling: LoadResult,
  residentBefore: number,
  residentAfter: number,
): Iterable<Figure> {
  const { statuses, seconds, latenciesMs } = ceiling;
  const acknowledged = statuses['202'] ?? 0;
  yield figure('acknowledged', Math.round(acknowledged / seconds), 'events/s', acknowledged);
  yield figure('time to the acknowledgement, p99', percentile(latenciesMs, 0.99), 'ms', latenciesMs.length);
  yield figure('refused as too many', statuses['503'] ?? 0, 'events', latenciesMs.length);
  yield figure('memory after the load', residentAfter, 'MB', acknowledged, { before: residentBefore });
}

function* pageFigures(alone: LoadResult, beside: LoadResult, events: LoadResult): Iterable<Figure> {
  const p99 = ({ latenciesMs }: LoadResult) => percentile(latenciesMs, 0.99);
  const n = beside.latenciesMs.length;
  yield figure(
    'steady load',
    Math.round((events.statuses['202'] ?? 0) / events.seconds),
    'events/s',
    events.latenciesMs.length,
  );
  yield figure('story page under the steady load, p99', p99(beside), 'ms', n, {
    'without events': p99(alone),
  });
}

/** What was acknowledged is in the ledger, neither more nor less. */
function countedFigure(folder: string, loads: readonly LoadResult[]): Figure {
  const acknowledged = loads.reduce((sum, { statuses }) => sum + (statuses['202'] ?? 0), 0);
  const database = new Database(join(folder, 'broadsheet.db'), { readonly: true });
  const { counted } = database
    .prepare("select sum(views) as counted from tallies where class = 'valid'")
    .get() as { counted: number };
  database.close();
  return figure('counted of what was acknowledged', counted / acknowledged, 'share', acknowledged);
}

interface StoryPage {
  readonly path: string;
  readonly token: string;
}

async function storyPages(port: number): Promise<readonly StoryPage[]> {
  const front = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  const paths = new Set([...front.matchAll(/href="(\/\d{4}\/\d{2}\/[^"?#]+)"/g)].map(([, path]) => path!));
  const pages: StoryPage[] = [];
  for (const path of paths) {
    const html = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    const token = /"token":"([^"]+)"/.exec(html)?.[1];
    if (token) pages.push({ path, token });
  }
  if (pages.length === 0) throw new Error('The demo paper shows no story with a page token.');
  return pages;
}

const pageLoad = (port: number, pages: readonly StoryPage[]): Promise<LoadResult> =>
  runLoad({
    port,
    connections: 20,
    seconds: pageSeconds,
    perSecond: pagesPerSecond,
    request: (n) =>
      `GET ${pages[n % pages.length]!.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: gzip\r\n\r\n`,
  });

/** In a thread of its own, so that making requests and timing answers do not wait for each other. */
function eventLoad(load: EventLoad): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(import.meta.url, './load/event-load.js', { workerData: load });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
