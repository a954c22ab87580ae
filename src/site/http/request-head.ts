import type { IncomingMessage } from 'node:http';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** What a request says before its body, wherever it is answered. */
export interface RequestHead {
  /** `name` in lower case. */
  header(name: string): string | undefined;
  /** The address at the other end of the connection: a client's, or the nearest proxy's. */
  readonly socketAddress: string | undefined;
}

export const headOf = (context: Context): RequestHead => ({
  header: (name) => context.req.header(name),
  get socketAddress() {
    return getConnInfo(context).remote.address;
  },
});

/** The same of a request that no router has seen. */
export class IncomingHead implements RequestHead {
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  header(name: string): string | undefined {
    // Only set-cookie comes as a list, and no request carries that.
    return this.#request.headers[name] as string | undefined;
  }

  get socketAddress(): string | undefined {
    return this.#request.socket.remoteAddress;
  }
}
