import { Hono } from 'hono';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../base/problem.js';
import { PageCache } from './page-cache.js';
import { buildSite } from './site.js';
import { StaticFiles } from './static-files.js';

interface Line {
  readonly level: number;
  readonly [field: string]: unknown;
}
const [warn, error] = [40, 50];

/** A site that refuses what it is asked for, and its log. */
function openSite() {
  const lines: Line[] = [];
  const failing = new Hono()
    .post('/events', () => {
      throw new Problem('overloaded', 'The events could not be kept; send these again.', { cause: 'disk' });
    })
    .post('/bug', () => {
      throw new Error('a bug');
    });
  const site = buildSite({
    pages: new PageCache(0),
    files: new StaticFiles([]),
    routes: [],
    mounts: [{ at: '/api/v1', app: failing }],
    isAllowedHost: () => true,
    errorPage: (status) => ({ status, contentType: 'text/html', body: '', tags: [] }),
    clock: () => 0,
    log: pino({ level: 'info', base: null }, { write: (line: string) => lines.push(JSON.parse(line)) }),
  });
  const post = async (path: string) => (await site.request(`/api/v1${path}`, { method: 'POST' })).status;
  return { lines, post };
}

describe('the log of a site that is asked for more than it can take', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('has one warning without a stack at once, and one for the rest of ten seconds', async () => {
    const { lines, post } = openSite();
    for (let request = 0; request < 500; request += 1) expect(await post('/events')).toBe(503);
    expect(lines).toMatchObject([{ level: warn, requests: 1, cause: 'disk' }]);
    vi.advanceTimersByTime(10_000);
    expect(lines).toMatchObject([{ requests: 1 }, { level: warn, requests: 499 }]);
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain('stack');
    await post('/events');
    expect(lines.at(-1)).toMatchObject({ requests: 1 });
  });

  it('still has each failure that is a bug, with its stack', async () => {
    const { lines, post } = openSite();
    for (let request = 0; request < 3; request += 1) expect(await post('/bug')).toBe(500);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      level: error,
      path: '/api/v1/bug',
      error: { stack: expect.any(String) },
    });
  });
});
