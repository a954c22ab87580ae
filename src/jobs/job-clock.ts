import type { Log } from '../base/log.js';

export interface TimedJob {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/**
 * Runs each job at once and then again `everyMs` after it ended, so that a slow run is never overtaken by the next. A
 * job that fails is logged and tried again; the others go on.
 */
export function startJobs(jobs: readonly TimedJob[], log: Log): { stop(): Promise<void> } {
  let isStopped = false;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<unknown>>();
  const runAgain = (job: TimedJob): void => {
    const run = job
      .run()
      .catch((error: Error) =>
        log.error({ job: job.name, error: { message: error.message, stack: error.stack } }, 'job failed'),
      )
      .finally(() => {
        running.delete(job.name);
        if (!isStopped) timers.set(job.name, setTimeout(() => runAgain(job), job.everyMs).unref());
      });
    running.set(job.name, run);
  };
  for (const job of jobs) runAgain(job);
  return {
    stop: async () => {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
