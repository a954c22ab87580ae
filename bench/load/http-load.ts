import { connect, type Socket } from 'node:net';

export interface LoadResult {
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Ascending. */
  readonly latenciesMs: readonly number[];
}

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second over all connections; without it each connection sends as soon as it was answered. */
  readonly perSecond?: number;
  /** The bytes of the nth request. */
  readonly request: (n: number) => string;
}

/**
 * Asks over kept connections, one request at a time on each. Written on bare sockets: a client library would take
 * more of the machine than the server that is measured.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const statuses: Record<string, number> = {};
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + load.seconds * 1000;
  let sent = 0;

  const ask = async (connection: KeptConnection, due: number) => {
    const status = await connection.ask(load.request(sent++));
    statuses[status] = (statuses[status] ?? 0) + 1;
    // From the moment it was due: a server that makes requests queue does not look faster for it.
    latenciesMs.push(performance.now() - due);
  };

  const closedLoop = async (connection: KeptConnection) => {
    while (performance.now() < endsAt) await ask(connection, performance.now());
  };

  const paced = async (connection: KeptConnection, index: number) => {
    const everyMs = (1000 * load.connections) / load.perSecond!;
    for (let due = startedAt + (everyMs * index) / load.connections; due < endsAt; due += everyMs) {
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      await ask(connection, due);
    }
  };

  await Promise.all(
    Array.from({ length: load.connections }, async (_, index) => {
      const connection = new KeptConnection(load.port);
      await (load.perSecond === undefined ? closedLoop(connection) : paced(connection, index));
      connection.close();
    }),
  );
  latenciesMs.sort((a, b) => a - b);
  return { statuses, seconds: (performance.now() - startedAt) / 1000, latenciesMs };
}

export const percentile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;

class KeptConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #answer: { resolve(status: string): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (bytes) => this.#read(bytes));
    this.#socket.on('error', (error) => this.#answer?.reject(error));
  }

  ask(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    if (!isWhole(this.#received)) return;
    const status = this.#received.toString('latin1', 9, 12);
    this.#received = Buffer.alloc(0);
    this.#answer?.resolve(status);
  }
}

function isWhole(received: Buffer): boolean {
  const headEnds = received.indexOf('\r\n\r\n');
  if (headEnds < 0) return false;
  const head = received.toString('latin1', 0, headEnds);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length >= headEnds + 4 + Number(length);
  return received.subarray(-5).equals(Buffer.from('0\r\n\r\n'));
}
