import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { runLoad } from './http-load.js';

const connections = 50;
const hasWrk = spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined;

/** What measures: wrk where it is installed, otherwise a loop of our own, which takes more of the machine itself. */
export const loadTool = hasWrk ? 'wrk' : 'own loop';

/** Requests a second that this address answers with 200, over kept connections as fast as it can, compressed. */
export const throughput = (port: number, path: string, seconds: number): Promise<number> =>
  hasWrk ? byWrk(port, path, seconds) : byOwnLoop(port, path, seconds);

async function byWrk(port: number, path: string, seconds: number): Promise<number> {
  const { stdout } = await promisify(execFile)('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '-H',
    'Accept-Encoding: gzip',
    `http://127.0.0.1:${port}${path}`,
  ]);
  if (/Non-2xx/.test(stdout)) throw new Error(`${path} was not answered with 200:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)![1]);
}

async function byOwnLoop(port: number, path: string, seconds: number): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: gzip\r\n\r\n`;
  const result = await runLoad({ port, connections, seconds, request: () => request });
  return (result.statuses['200'] ?? 0) / result.seconds;
}
