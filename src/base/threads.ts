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

/** Asks a worker to finish and waits until it has; one that does not answer in 10 seconds is ended. */
export async function stopWorker(worker: Worker): Promise<void> {
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.postMessage('stop');
  const deadline = setTimeout(() => void worker.terminate(), 10_000);
  await exited;
  clearTimeout(deadline);
}
