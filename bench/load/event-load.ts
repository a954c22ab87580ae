import { parentPort, workerData } from 'node:worker_threads';
import { type LoadResult, runLoad } from './http-load.js';

/** What the thread is told: where, how much, and the tokens of the pages that are read. */
export interface EventLoad {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly perSecond?: number;
  readonly tokens: readonly string[];
  /** Makes ids of one run differ from those of another. */
  readonly run: string;
}

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** One view of one reader a request. Readers differ by their language, since all come from this machine. */
function requestOf({ port, tokens, run }: EventLoad, n: number): string {
  const id = `${run}-${String(n).padStart(12, '0')}`;
  const body = `{"v":1,"token":"${tokens[n % tokens.length]}","events":[{"id":"${id}","kind":"view","ageMs":0}]}`;
  return [
    'POST /api/v1/events HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Sec-Fetch-Site: same-origin',
    `User-Agent: ${agent}`,
    `Accept-Language: en-x-${run}${n.toString(36)}`,
    'Content-Type: text/plain',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

const load = workerData as EventLoad;
const result: LoadResult = await runLoad({ ...load, request: (n) => requestOf(load, n) });
parentPort!.postMessage(result);
