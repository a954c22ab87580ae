import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in the order and spelling in which they were sent. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** A hop between browser and site that writes down what passes and changes nothing. */
export interface WireRecorder {
  readonly origin: string;
  /** Everything since the last call. */
  take(): readonly RecordedRequest[];
  passTo(origin: string): void;
  close(): void;
}

export async function startRecorder(): Promise<WireRecorder> {
  let target = '';
  let recorded: RecordedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', url = '', rawHeaders } = incoming;
      recorded.push({ method, target: url, headers: rawHeaders, body: body.toString() });
      const onward = ask(target + url, { method, headers: { ...incoming.headers } }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.rawHeaders);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    passTo: (origin) => {
      target = origin;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
