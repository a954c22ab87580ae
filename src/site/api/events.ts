import { Hono } from 'hono';
import { browserFamily } from '../../audience/intake/browser-family.js';
import { type EventBatch, eventBatchSchema, type ReaderEvent } from '../../audience/intake/event-schema.js';
import type { Hit } from '../../audience/intake/hit.js';
import { judge } from '../../audience/intake/intake.js';
import type { PageSlate } from '../../audience/intake/page-slate.js';
import { type PlaceVerdicts, placeVerdicts } from '../../audience/intake/place-verdict.js';
import type { Verdict } from '../../audience/intake/verdict.js';
import type { LedgerEvent } from '../../audience/ledger/ledger-event.js';
import { countingRules } from '../../audience/rules.js';
import { Problem } from '../../base/problem.js';
import type { CountingDeps } from './counting-deps.js';
import { limitedText } from './limited-body.js';
import { type ReadHit, readHit, storyOf } from './read-hit.js';
import { requireOwnOrigin } from './same-origin.js';

/**
 * `POST /events`: what readers' pages report. 202 with `{ accepted }` only once the events are durable, under
 * whatever class; 400 what cannot be read or carries a forged token; 403 another origin; 413; 503 with Retry-After,
 * after which the same events may come again under the same ids.
 */
export const eventRoutes = (deps: CountingDeps): Hono => {
  const places = placeVerdicts();
  return new Hono().post('/events', async (context) => {
    requireOwnOrigin(context, deps.origins());
    const batch = parseBatch(await limitedText(context, countingRules.requestBytes.value));
    const isListless = deps.slates === undefined || context.req.header('sec-gpc') === '1';
    const events = isListless ? batch.events.filter(isCountOnly) : batch.events;
    const read = await readHit(context, deps, {
      token: batch.token,
      signs: batch.signs ?? [],
      visitKind: 'view',
      agesMs: events.flatMap(({ kind, ageMs }) => (kind === 'view' ? [ageMs] : [])),
      stayCount: events.filter(isStay).length,
      isScripted: true,
    });
    await deps.buffer.record(ledgerEvents(deps, places, read, batch, events));
    if (!read.hit.token.ok && read.hit.token.refusal.kind !== 'expired')
      throw new Problem('invalid_input', 'The page token was not made by this site.');
    return context.json({ accepted: events.length }, 202);
  });
};

/** All that is kept under Global Privacy Control, or of a site that does not learn from lists: the reading, not what was shown and followed. */
const isCountOnly = ({ kind }: ReaderEvent): boolean => kind === 'view' || kind === 'leave';

/** A leave of a page that was on screen as long as the shortest read. */
const isStay = (event: ReaderEvent): boolean =>
  event.kind === 'leave' && event.dwellSeconds >= countingRules.readAtLeastSeconds.value;

function parseBatch(text: string): EventBatch {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem('invalid_input', 'The body is not JSON.');
  }
  const parsed = eventBatchSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Problem('invalid_input', `${path.join('.') || 'The body'}: ${message}`);
}

function ledgerEvents(
  deps: CountingDeps,
  places: PlaceVerdicts,
  read: ReadHit,
  batch: EventBatch,
  events: readonly ReaderEvent[],
): readonly LedgerEvent[] {
  const { hit, network } = read;
  const shared = {
    storyId: storyOf(hit.token),
    receivedAt: hit.receivedAt,
    verdict: judge(deps.steps, hit),
    readerKey: read.readerKey('view'),
    browserKey: hit.browserKey,
    browser: browserFamily(hit.agent),
    network,
    readSeconds: hit.token.ok ? hit.token.value.readSeconds : 0,
  };
  const slate = batch.slate === undefined ? undefined : deps.slates?.open(batch.token, batch.slate);
  return events.map((event) => ({
    ...shared,
    ...fieldsOf(event),
    ...placeOf(event, slate, { hit, verdict: shared.verdict, places }),
    occurredAt: hit.receivedAt - event.ageMs,
  }));
}

/** A place of a list counts as what the page showed there. */
function placeOf(
  event: ReaderEvent,
  slate: PageSlate | undefined,
  { hit, verdict, places }: { readonly hit: Hit; readonly verdict: Verdict; readonly places: PlaceVerdicts },
) {
  if (event.kind === 'view' || event.kind === 'leave' || event.list === 'personal') return {};
  const shown =
    slate?.edition === event.edition
      ? slate?.places.find(({ list, position }) => list === event.list && position === event.position)
      : undefined;
  return {
    ...(shown ? { shown: { storyId: shown.storyId, propensity: shown.propensity } } : {}),
    ...(verdict === 'accepted' ? { verdict: places(hit, event.kind, shown) } : {}),
  };
}

function fieldsOf(event: ReaderEvent) {
  if (event.kind !== 'leave') return event;
  return {
    ...event,
    dwellSeconds: Math.min(Math.round(event.dwellSeconds), countingRules.dwellAtMostSeconds.value),
    scrollPercent: Math.round(event.scrollPercent),
  };
}
