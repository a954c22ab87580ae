import { parentPort, workerData } from 'node:worker_threads';
import { secondMs, systemClock } from './base/clock.js';
import { idSource } from './base/ids.js';
import { openLog } from './base/log.js';
import { yieldToServing } from './base/threads.js';
import type { Configuration } from './config/options.js';
import { startJobs } from './jobs/job-clock.js';
import { leaseMs } from './jobs/lease.js';
import { SearchReindexer } from './jobs/reindex-search.js';
import { openDatabases } from './store/open.js';
import { LeaseTable } from './store/tables/leases.js';
import { SearchReindexTable } from './store/tables/search-reindex.js';

/**
 * Makes the search index anew where another version made it, in a thread of its own: a long story's analysis takes
 * milliseconds, and an archive's hours. app.ts starts it only where there is something to do; it ends when it is done.
 */
const { configuration, databaseFile } = workerData as { configuration: Configuration; databaseFile: string };
const clock = systemClock;
const log = openLog(configuration.logLevel);
const databases = await openDatabases({ ...configuration, readerThreads: 1 }, databaseFile, clock);
yieldToServing();
const holder: string = idSource(clock)<'holder'>();
const leases = new LeaseTable(databases);
const reindexer = new SearchReindexer({
  store: new SearchReindexTable(databases),
  holdsLease: () => leases.take('search-index', holder, clock(), clock() + leaseMs),
});

const jobs = startJobs(
  [
    {
      name: 'reindex-search',
      everyMs: 2 * secondMs,
      run: async () => {
        if (!(await reindexer.work())) return;
        log.info({}, 'the search index is of this version');
        setImmediate(() => void end());
      },
    },
  ],
  log,
);

parentPort!.once('message', () => void end());

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  reindexer.stop();
  await jobs.stop();
  await leases.release('search-index', holder);
  await databases.close();
  parentPort!.close();
}
