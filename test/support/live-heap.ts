import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that something still holds; what waits to be collected depends on the machine and is not told. */
export function liveHeapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
