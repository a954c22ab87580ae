import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module of ours as a worker thread. `name` is relative to the caller and ends in `.js`, as compiled; when the
 * caller itself runs from TypeScript (development, tests) the source beside it is loaded instead.
 */
export function startWorker(callerUrl: string, name: string, options: WorkerOptions = {}): Worker {
  if (!/\.tsx?$/.test(callerUrl)) return new Worker(new URL(name, callerUrl), options);
  const source = new URL(name.replace(/\.js$/, '.ts'), callerUrl).href;
  // `--import tsx` registers in the main thread only, so the thread registers for itself before it loads the source.
  const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(bootstrap, { ...options, eval: true });
}

/** Asks a worker to finish and waits until it has, if it has not yet; one that does not answer in 10 seconds is ended. */
export async function stopWorker(worker: Worker): Promise<void> {
  // A thread that has ended has this id, and tells of its exit no more.
  if (worker.threadId === -1) return;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage('stop');
  const deadline = setTimeout(() => void worker.terminate(), 10_000);
  await exited;
  clearTimeout(deadline);
}

/**
 * Lets threads that serve readers go first where both want the processor. On Linux a thread has a priority of its own;
 * elsewhere nothing is done, since the whole process would yield.
 */
export function yieldToServing(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not Linux, or not allowed: the work is done all the same.
  }
}
