import { lookup as lookupHost } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { Problem } from '../../base/problem.js';
import { acceptedEncodings, boundedBody } from './bounded-body.js';
import { refusalOfAddress } from './public-address.js';

/** All addresses of a host name. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

export interface FetchOptions {
  /** Counted twice, over what is sent and over what it unfolds to; each alone may not pass it. */
  readonly maxBytes: number;
  /** For everything: names, connections, redirects and the last byte of the body. */
  readonly timeoutMs: number;
  readonly resolve?: ResolveHost;
  /** Addresses that count as public although they are not. For tests against a server of their own; never set otherwise. */
  readonly allow?: readonly string[];
}

export interface FetchedResource {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly finalUrl: string;
  readonly contentType: string;
}

export const userAgent = 'Broadsheet/0.1 (story import)';

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

const resolveBySystem: ResolveHost = async (host) =>
  (await lookupHost(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Fetches an address that somebody outside may have chosen. Only http and https, without credentials; the host of the
 * address and of each of at most five redirects is resolved, all its addresses must be public, and the connection
 * goes to just these (a name that changes its address in between gains nothing). Throws Problem `fetch_refused`.
 */
export async function fetchPublic(address: string, options: FetchOptions): Promise<FetchedResource> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
  const settle = (error: unknown, url: string): Problem =>
    error instanceof Problem
      ? error
      : refusal(
          url,
          timeout.signal.aborted ? `gave no whole answer within ${options.timeoutMs} ms` : reasonOf(error),
        );
  let url = address;
  try {
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const { answer, agent } = await ask(url, options, timeout.signal);
      const location = redirects.has(answer.statusCode) ? headerOf(answer, 'location') : '';
      if (location === '') return await resourceOf(answer, agent, url, options, timer, settle);
      await agent.destroy();
      url = URL.parse(location, url)?.href ?? location;
    }
    throw refusal(address, `redirects more than ${mostRedirects} times`);
  } catch (error) {
    clearTimeout(timer);
    throw settle(error, url);
  }
}

const refusal = (address: string, reason: string): Problem =>
  new Problem('fetch_refused', `${address.slice(0, 300)} ${reason}`);

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return `cannot be read: ${code ?? message}`;
};

interface Answer {
  readonly answer: Dispatcher.ResponseData;
  readonly agent: Agent;
}

async function ask(address: string, options: FetchOptions, signal: AbortSignal): Promise<Answer> {
  const url = checkedUrl(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await (options.resolve ?? resolveBySystem)(host) : [host];
  if (addresses.length === 0) throw refusal(address, 'has a host without an address');
  for (const found of addresses) {
    const reason = options.allow?.includes(found) ? undefined : refusalOfAddress(found);
    if (reason !== undefined) throw refusal(address, `leads to ${found}, which ${reason}`);
  }
  signal.throwIfAborted();
  const agent = new Agent({ connect: { lookup: onlyTo(addresses) } });
  const headers = { 'user-agent': userAgent, 'accept-encoding': acceptedEncodings, accept: '*/*' };
  try {
    const answer = await request(url, { dispatcher: agent, signal, headers });
    // A body that nobody reads (a redirect's, or after the time is over) must not end the process with its error.
    answer.body.on('error', () => undefined);
    return { answer, agent };
  } catch (error) {
    await agent.destroy();
    throw error;
  }
}

function checkedUrl(address: string): URL {
  const url = URL.parse(address);
  if (url === null) throw refusal(address, 'is no address');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refusal(address, 'is neither http nor https');
  if (url.username !== '' || url.password !== '')
    throw refusal(address.replace(/\/\/[^@]*@/, '//…@'), 'carries credentials');
  return url;
}

/** A name look-up that knows only the addresses that were checked. */
const onlyTo =
  (addresses: readonly string[]): LookupFunction =>
  (_host, lookupOptions, done) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (lookupOptions.all) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };

const headerOf = ({ headers }: Dispatcher.ResponseData, name: string): string => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

async function resourceOf(
  answer: Dispatcher.ResponseData,
  agent: Agent,
  url: string,
  { maxBytes }: FetchOptions,
  timer: NodeJS.Timeout,
  settle: (error: unknown, url: string) => Problem,
): Promise<FetchedResource> {
  if (answer.statusCode < 200 || answer.statusCode >= 300) {
    await agent.destroy();
    throw refusal(url, `answers with status ${answer.statusCode}`);
  }
  const encoding = headerOf(answer, 'content-encoding').trim().toLowerCase();
  const body = boundedBody(answer.body, encoding, { maxBytes, refuse: (reason) => refusal(url, reason) });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw settle(error, url);
    } finally {
      clearTimeout(timer);
      await agent.destroy();
    }
  }
  return { bytes: bytes(), finalUrl: url, contentType: headerOf(answer, 'content-type') };
}
