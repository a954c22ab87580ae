import { Hono } from 'hono';
import { type EventBatch, eventBatchSchema, type ReaderEvent } from '../../audience/intake/event-schema.js';
import { judge } from '../../audience/intake/intake.js';
import { placeVerdicts } from '../../audience/intake/place-verdict.js';
import { countingRules } from '../../audience/rules.js';
import { Problem } from '../../base/problem.js';
import { headOf, type RequestHead } from '../http/request-head.js';
import { cameFrom } from './came-from.js';
import type { CountingDeps } from './counting-deps.js';
import { ledgerEvents } from './ledger-events.js';
import { limitedText } from './limited-body.js';
import { readHit } from './read-hit.js';
import { isOfThisSite, requireOwnOrigin } from './same-origin.js';

/** Resolves with how many events of a report are kept, once they are durable; its body is `text`. */
export type TakeReport = (head: RequestHead, text: string) => Promise<number>;

/**
 * `POST /events`: what readers' pages report. 202 with `{ accepted }` only once the events are durable, under
 * whatever class; 400 what cannot be read or carries a forged token; 403 another origin; 413; 503 with Retry-After,
 * after which the same events may come again under the same ids.
 */
export const eventRoutes = (deps: CountingDeps, take: TakeReport = takeReports(deps)): Hono =>
  new Hono().post('/events', async (context) => {
    requireOwnOrigin(context, deps.origins());
    const text = await limitedText(context, countingRules.requestBytes.value);
    return context.json({ accepted: await take(headOf(context), text) }, 202);
  });

/** Of requests whose origin may count here. What it remembers of readers is in it: a site has one. */
export function takeReports(deps: CountingDeps): TakeReport {
  const places = placeVerdicts();
  return async (head, text) => {
    const batch = parseBatch(text);
    const isListless = deps.slates === undefined || head.header('sec-gpc') === '1';
    const events = isListless ? batch.events.filter(isCountOnly) : batch.events;
    const read = await readHit(head, deps, {
      token: batch.token,
      signs: batch.signs ?? [],
      visitKind: 'view',
      agesMs: events.flatMap(({ kind, ageMs }) => (kind === 'view' ? [ageMs] : [])),
      stayCount: events.filter(isStay).length,
      isScripted: true,
    });
    const verdict = judge(deps.steps, read.hit);
    // A path of another origin's page would be taken for one of ours.
    const tellsWay = !isListless && verdict === 'accepted' && isOfThisSite(head, deps.origins());
    const from = tellsWay ? await cameFrom(deps, read, events) : undefined;
    await deps.buffer.record(ledgerEvents({ read, batch, events, verdict, from }, places, deps.slates));
    if (!read.hit.token.ok && read.hit.token.refusal.kind !== 'expired')
      throw new Problem('invalid_input', 'The page token was not made by this site.');
    return events.length;
  };
}

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
