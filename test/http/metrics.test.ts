import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/audience/ledger/ledger-store.js';
import { PageCache } from '../../src/site/http/page-cache.js';
import { metricsRoute } from '../../src/site/metrics/metrics-route.js';
import { SiteMetrics } from '../../src/site/metrics/site-metrics.js';

const token = 'a quay lantern seventeen';
const nothing = { queuedEvents: 0, acknowledgedEvents: 0, refusedEvents: 0, batches: 0 };
const booked = (className: Booking['class'], reason: Booking['reason']): Booking => ({
  bookedAt: 0,
  hourStartsAt: 0,
  class: className,
  reason,
  isRead: false,
});

function open(
  address: string,
  options: { metricsAddresses?: readonly string[]; metricsToken?: string } = {},
) {
  const metrics = new SiteMetrics();
  const pages = new PageCache(1_000_000);
  metrics.measure({ buffer: { state: { ...nothing, queuedEvents: 12 } }, pages, editionNumber: () => 41 });
  const app = new Hono().route(
    '/metrics',
    metricsRoute({
      metrics,
      options: { metricsAddresses: [], metricsToken: '', ...options },
      clientAddress: () => address,
    }),
  );
  return {
    metrics,
    pages,
    ask: (headers: Record<string, string> = {}) => app.request('/metrics', { headers }),
  };
}

describe('the metrics', () => {
  it.each<[string, string, Parameters<typeof open>[1], Record<string, string>, number]>([
    ['this machine', '127.0.0.1', {}, {}, 200],
    ['this machine, by IPv6', '::1', {}, {}, 200],
    ['a proxy on this machine', '127.0.0.1', {}, { 'x-forwarded-for': '203.0.113.7' }, 404],
    ['anybody', '203.0.113.7', {}, {}, 404],
    ['an address that is configured', '203.0.113.7', { metricsAddresses: ['203.0.113.0/24'] }, {}, 200],
    ['another one', '203.0.114.7', { metricsAddresses: ['203.0.113.0/24'] }, {}, 404],
    ['the bearer', '203.0.113.7', { metricsToken: token }, { authorization: `Bearer ${token}` }, 200],
    ['another bearer', '203.0.113.7', { metricsToken: token }, { authorization: 'Bearer guess' }, 404],
    ['a bearer of nothing, where no token is set', '203.0.113.7', {}, { authorization: 'Bearer ' }, 404],
  ])('are there or not for %s', async (_who, address, options, headers, status) => {
    const answer = await open(address, options).ask(headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.text()).includes('broadsheet_')).toBe(status === 200);
  });

  it('tell what the intake did, and how pages were answered', async () => {
    const { metrics, pages, ask } = open('127.0.0.1');
    metrics.committing()([booked('valid', ''), booked('valid', ''), booked('bot', 'listed-agent')]);
    metrics.refused(50);
    const page = { status: 200, contentType: 'text/plain', body: 'x', tags: [] };
    await pages.findOrRender('/a', async () => page);
    await Promise.all(['/b', '/b'].map((path) => pages.findOrRender(path, async () => page)));
    pages.find('/a');
    pages.find('/never');
    const text = await (await ask()).text();
    for (const line of [
      'broadsheet_events_total{class="valid",reason=""} 2',
      'broadsheet_events_total{class="bot",reason="listed-agent"} 1',
      'broadsheet_events_refused_total 50',
      'broadsheet_event_queue_events 12',
      'broadsheet_group_commit_seconds_count 1',
      'broadsheet_page_requests_total{outcome="kept"} 1',
      'broadsheet_page_requests_total{outcome="joined"} 1',
      'broadsheet_page_requests_total{outcome="made"} 2',
      'broadsheet_page_cache_pages 2',
      'broadsheet_edition_number 41',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('have no label that could name a reader or a page', async () => {
    const { metrics, ask } = open('127.0.0.1');
    metrics.committing()([booked('valid', '')]);
    const lines = (await (await ask()).text()).split('\n').filter((line) => /^broadsheet_.*\{/.test(line));
    const labels = lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, name]) => name));
    expect([...new Set(labels)].sort()).toEqual(['class', 'le', 'outcome', 'reason']);
  });
});
