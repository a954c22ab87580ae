import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { parseRanges } from '../../audience/intake/address-ranges.js';
import { parseAddress } from '../../audience/intake/client-address.js';
import { isLocalRequest } from '../http/client-address.js';
import { headOf, type RequestHead } from '../http/request-head.js';
import type { SiteMetrics } from './site-metrics.js';

export interface MetricsDeps {
  readonly metrics: Pick<SiteMetrics, 'registry'>;
  readonly options: {
    /** Networks that may ask, beside this machine. */
    readonly metricsAddresses: readonly string[];
    /** A bearer that may ask from anywhere; empty for none. */
    readonly metricsToken: string;
  };
  readonly clientAddress: (head: RequestHead) => string | undefined;
}

/** `GET /metrics` for an operator's Prometheus. Everybody else gets what an address without a page gets. */
export function metricsRoute(deps: MetricsDeps): Hono {
  const { metricsAddresses, metricsToken } = deps.options;
  const { ranges } = parseRanges(metricsAddresses.join('\n'));
  return new Hono().get('/', async (context) => {
    const head = headOf(context);
    const address = deps.clientAddress(head);
    const bytes = parseAddress(address ?? '')?.bytes;
    const mayAsk =
      isLocalRequest(head, address) ||
      (bytes !== undefined && ranges.has(bytes)) ||
      isBearer(context.req.header('authorization'), metricsToken);
    context.header('cache-control', 'no-store');
    if (!mayAsk) return context.text('There is nothing at this address.\n', 404);
    const { registry } = deps.metrics;
    return context.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
}

/** By digests, so that the time it takes says nothing of the token. */
function isBearer(authorization: string | undefined, token: string): boolean {
  if (token === '' || authorization === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}
