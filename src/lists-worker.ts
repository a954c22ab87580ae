import { parentPort, workerData } from 'node:worker_threads';
import { secondMs, systemClock } from './base/clock.js';
import { idSource } from './base/ids.js';
import { openLog } from './base/log.js';
import { yieldToServing } from './base/threads.js';
import type { Configuration } from './config/options.js';
import { EditionBuilder } from './jobs/build-edition.js';
import { startJobs } from './jobs/job-clock.js';
import { heldLease } from './jobs/lease.js';
import { RelateDesk } from './jobs/relate.js';
import { openDatabases } from './store/open.js';
import { audienceNumbers } from './store/tables/audience-numbers.js';
import { EditionTable } from './store/tables/editions.js';
import { LeaseTable } from './store/tables/leases.js';
import { RelateTable } from './store/tables/relate.js';
import { slateLog } from './store/tables/slates.js';

/**
 * The second half of app.ts, in a thread of its own: text analysis, Related lists and Editions are computed here, so
 * that no request waits for them. It shares nothing with the server but the database; what it makes reaches every
 * process through `changes`.
 */
const { configuration, databaseFile } = workerData as { configuration: Configuration; databaseFile: string };
const clock = systemClock;
const log = openLog(configuration.logLevel);
const databases = await openDatabases({ ...configuration, readerThreads: 1 }, databaseFile, clock);
// The writer's thread runs by now, and keeps its priority while it holds the lock.
yieldToServing();
const holder: string = idSource(clock)<'holder'>();
const leases = new LeaseTable(databases);

const builder = new EditionBuilder({
  editions: new EditionTable(databases),
  numbers: audienceNumbers(databases),
  slateLog: configuration.learnFromLists ? slateLog(databases) : undefined,
  clock,
});
const relateTable = new RelateTable(databases);
if (!configuration.learnFromLists) relateTable.followedFrom = async () => new Map();
const desk = new RelateDesk({ store: relateTable, clock });
const holdsLease = heldLease({ leases, name: 'lists', holder, clock, onGap: () => desk.leave() });

const jobs = startJobs(
  [
    {
      name: 'relate',
      everyMs: secondMs / 2,
      run: async () => void ((await holdsLease()) && (await desk.work())),
    },
    {
      name: 'build-edition',
      // A surge is felt within ten seconds (build-edition.ts), so it is looked for often; most looks are one keyed read.
      everyMs: secondMs / 2,
      run: async () => void ((await holdsLease()) && (await builder.buildIfDue())),
    },
  ],
  log,
);

parentPort!.once('message', async () => {
  desk.stop();
  await jobs.stop();
  await leases.release('lists', holder);
  await databases.close();
  parentPort!.close();
});
