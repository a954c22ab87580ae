import { Hono } from 'hono';
import { browserFamily } from '../../audience/intake/browser-family.js';
import { judge } from '../../audience/intake/intake.js';
import { headOf, type RequestHead } from '../http/request-head.js';
import type { CountingDeps } from './counting-deps.js';
import { readHit, storyOf } from './read-hit.js';
import { isOfOtherSite } from './same-origin.js';

/** A transparent GIF of one pixel (GIF89a), 43 bytes. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export interface PixelDeps extends CountingDeps {
  /** A random id: a picture's request brings none, so every request is one of its own. */
  readonly newEventId: () => string;
  /** False answers with the picture and counts nothing. */
  readonly isOn: () => boolean;
}

/** `GET /pixel?token=…`: the separate number of readers without scripts. Always the picture, whatever was counted. */
export const pixelRoutes = (deps: PixelDeps): Hono =>
  new Hono().get('/pixel', async (context) => {
    if (deps.isOn()) await countPixel(context.req.query('token') ?? '', headOf(context), deps);
    return context.body(gif, 200, { 'Content-Type': 'image/gif', 'Cache-Control': 'no-store' });
  });

async function countPixel(token: string, head: RequestHead, deps: PixelDeps): Promise<void> {
  const { hit, network, readerKey } = await readHit(head, deps, {
    token,
    signs: [],
    visitKind: 'pixel',
    agesMs: [0],
    isOfOtherSite: isOfOtherSite(head, deps.origins()),
  });
  const event = {
    id: deps.newEventId(),
    kind: 'pixel' as const,
    storyId: storyOf(hit.token),
    occurredAt: hit.receivedAt,
    receivedAt: hit.receivedAt,
    verdict: judge(deps.steps, hit),
    readerKey: readerKey('pixel'),
    browserKey: hit.browserKey,
    browser: browserFamily(hit.agent),
    network,
    readSeconds: 0,
  };
  // A picture cannot be told to come again; what was refused under load is told by the buffer's own count.
  await deps.buffer.record([event]).catch(() => undefined);
}
