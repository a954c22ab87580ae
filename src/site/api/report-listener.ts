import type { IncomingMessage, ServerResponse } from 'node:http';
import { countingRules } from '../../audience/rules.js';
import type { Failures } from '../http/failures.js';
import { IncomingHead } from '../http/request-head.js';
import type { CountingDeps } from './counting-deps.js';
import type { TakeReport } from './events.js';

export interface ReportListenerDeps extends Pick<CountingDeps, 'origins'> {
  readonly take: TakeReport;
  readonly failures: Failures;
}

/**
 * The short way of a report as browsers send it from a page of the site itself: plain, and of a told length. No routing and no
 * web streams, which took more of the server than the counting. False leaves the request untouched: whatever is unusual goes
 * the whole way, and is refused there.
 */
export const reportListener =
  (path: string, { take, origins, failures }: ReportListenerDeps) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'POST' || request.url !== path || !isUsual(request, origins()[0])) return false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // Its sender went away: nobody waits for an answer.
    request.on('error', () => undefined);
    request.on('end', () => {
      const text = utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      take(new IncomingHead(request), text)
        .then(
          (accepted) => answer(response, 202, { accepted }),
          (error: Error) => {
            const { status, body, headers } = failures.answer(error, path);
            answer(response, status, body, headers);
          },
        )
        // Nobody else would hear of it, and the process would end.
        .catch(() => response.destroy());
    });
    return true;
  };

/** As a web request is read: a byte order mark is no part of the text. */
const utf8 = new TextDecoder();

function isUsual({ headers, rawHeaders }: IncomingMessage, origin: string | undefined): boolean {
  const length = headers['content-length'];
  return (
    headers.origin === origin &&
    // Of a header that comes twice only the first may stand here, and both on the whole way.
    rawHeaders.length === 2 * Object.keys(headers).length &&
    length !== undefined &&
    Number(length) <= countingRules.requestBytes.value &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
