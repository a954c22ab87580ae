// Loaded before the server (`node --import`): measures the delay of its main thread's event loop from inside and tells
// whoever started it, without a line of the application's own.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on('message', (asked) => {
    if (asked === 'reset') delay.reset();
    else
      process.send({
        p50Ms: delay.percentile(50) / 1e6,
        p99Ms: delay.percentile(99) / 1e6,
        maxMs: delay.max / 1e6,
      });
  });
  process.channel.unref();
}
