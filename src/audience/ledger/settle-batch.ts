import { minuteMs, secondMs } from '../../base/clock.js';
import { type DropReason, drop, dropReasons } from '../intake/verdict.js';
import { countingRules } from '../rules.js';
import { markFollows, readersOfWays } from './follows.js';
import type { BookedTime } from './hour-book.js';
import { addToSketch, emptySketch, type Sketch } from './hyperloglog.js';
import type { LedgerEvent, SettledEvent } from './ledger-event.js';
import type { LedgerTransaction } from './ledger-store.js';
import { talliesOf } from './tally-deltas.js';

/** An event between the steps: undecided until `reason` is set. */
interface Pending {
  readonly event: LedgerEvent;
  readonly bookedAt: number;
  readonly time: BookedTime;
  reason: DropReason | '';
  isRead: boolean;
  isFirst: boolean;
  isFollow: boolean;
}

const repeatWindowMs = countingRules.repeatWindowSeconds.value * secondMs;
const oldestMs = countingRules.eventAgeMinutes.value * minuteMs;

/**
 * Takes a batch through the steps that only the database can decide and books it, all in one transaction. The result
 * is the same as if the events had been settled one after the other in the order given.
 */
export async function settleBatch(
  transaction: LedgerTransaction,
  events: readonly LedgerEvent[],
  book: (instant: number) => BookedTime,
): Promise<readonly SettledEvent[]> {
  const openFrom = await transaction.openFrom();
  const told = await leaveErased(transaction, events);
  const batch = told.map((event) => pendingAt(event, Math.max(event.occurredAt, openFrom), book));
  await dropSeenIds(transaction, batch);
  dropTooOld(batch);
  const asked = readersOfWays(batch);
  const seen = asked.size > 0 ? await transaction.viewers(asked) : asked;
  for (const round of roundsByReader(batch)) {
    await dropRepeats(transaction, round);
    await dropLeavesWithoutView(transaction, round);
  }
  await dropPlacesWithoutView(transaction, batch);
  markFollows(batch, seen);
  const settled = batch.map(settle);
  await transaction.write(settled, talliesOf(settled));
  for (const [day, sketch] of sketchesOf(batch)) await transaction.mergeSketch(day, sketch);
  return settled;
}

/**
 * What a page that is still open tells of an erased story is counted under none, and what it showed of one is not noted, nor
 * that a reader came from one.
 * Such an event keeps nothing by which the story was known.
 */
async function leaveErased(
  transaction: LedgerTransaction,
  events: readonly LedgerEvent[],
): Promise<readonly LedgerEvent[]> {
  const named = new Set(
    events.flatMap(({ storyId, shown, cameFrom }) => [
      storyId,
      ...(shown ? [shown.storyId] : []),
      ...(cameFrom ? [cameFrom.storyId] : []),
    ]),
  );
  named.delete('');
  const standing = await transaction.standing([...named].sort());
  if (standing.size === named.size) return events;
  return events.map((event) => {
    const isGone = event.storyId !== '' && !standing.has(event.storyId);
    const ifStanding = <Named extends { readonly storyId: string }>(named: Named | undefined) =>
      named && !isGone && standing.has(named.storyId) ? named : undefined;
    const others = { shown: ifStanding(event.shown), cameFrom: ifStanding(event.cameFrom) };
    return isGone
      ? { ...event, ...others, storyId: '', readerKey: '', verdict: drop('no-story') }
      : { ...event, ...others };
  });
}

// A clock that was set back does not reopen a closed day: the event is booked to the first moment that is open.
function pendingAt(event: LedgerEvent, bookedAt: number, book: (instant: number) => BookedTime): Pending {
  const reason = event.verdict === 'accepted' ? '' : event.verdict.reason;
  return { event, bookedAt, time: book(bookedAt), reason, isRead: false, isFirst: false, isFollow: false };
}

const isOpen = (one: Pending): boolean => one.reason === '';
const isVisit = ({ event }: Pending): boolean => event.kind === 'view' || event.kind === 'pixel';

const isPlace = ({ event }: Pending): boolean => event.kind === 'impression' || event.kind === 'click';

/** An id counts once: a beacon sent twice, a retry after a lost answer. */
async function dropSeenIds(transaction: LedgerTransaction, batch: readonly Pending[]): Promise<void> {
  // Dropped hits claim no ids: a flood of them would fill the table, and none of them counts anyway.
  const open = batch.filter(isOpen);
  if (open.length === 0) return;
  const fresh = new Set(
    await transaction.claimIds(
      open.map(({ event }) => event.id),
      open[0]!.event.receivedAt,
    ),
  );
  for (const one of open) if (!fresh.delete(one.event.id)) one.reason = 'seen-id';
}

function dropTooOld(batch: readonly Pending[]): void {
  for (const one of batch)
    if (isOpen(one) && one.event.receivedAt - one.event.occurredAt > oldestMs) one.reason = 'too-old';
}

/** Rounds in which each reader key comes at most once, so that a round is one statement and order still holds. */
function roundsByReader(batch: readonly Pending[]): readonly (readonly Pending[])[] {
  const rounds: Pending[][] = [];
  const taken = new Map<string, number>();
  for (const one of batch) {
    if (!isOpen(one) || !(isVisit(one) || one.event.kind === 'leave')) continue;
    const round = taken.get(one.event.readerKey) ?? 0;
    taken.set(one.event.readerKey, round + 1);
    rounds[round] ??= [];
    rounds[round].push(one);
  }
  return rounds;
}

async function dropRepeats(transaction: LedgerTransaction, round: readonly Pending[]): Promise<void> {
  const visits = round.filter(isVisit);
  if (visits.length === 0) return;
  const touches = visits.map(({ event, time, bookedAt }) => ({
    readerKey: event.readerKey,
    storyId: event.storyId,
    day: time.day,
    kind: event.kind as 'view' | 'pixel',
    seenAt: bookedAt,
  }));
  const touched = await transaction.touchReaders(touches, repeatWindowMs);
  for (const one of visits) {
    const touch = touched.get(one.event.readerKey);
    one.isFirst = touch === 'first';
    if (touch === 'repeat') one.reason = 'repeated-view';
  }
}

/** Leaves add to the dwell of their reader's view; the one that passes the length's demand makes it a read. */
async function dropLeavesWithoutView(
  transaction: LedgerTransaction,
  round: readonly Pending[],
): Promise<void> {
  const leaves = round.filter(({ event }) => event.kind === 'leave');
  if (leaves.length === 0) return;
  const seconds = new Map(leaves.map(({ event }) => [event.readerKey, event.dwellSeconds ?? 0]));
  const dwell = await transaction.addDwell(seconds);
  for (const one of leaves) {
    const { readerKey, readSeconds, dwellSeconds = 0 } = one.event;
    const total = dwell.get(readerKey);
    if (total === undefined) one.reason = 'no-view';
    else one.isRead = total >= readSeconds && total - dwellSeconds < readSeconds;
  }
}

/** Who had no view of a page tells nothing of its lists: a loop of clicks needs readers that count, and those are bounded. */
async function dropPlacesWithoutView(
  transaction: LedgerTransaction,
  batch: readonly Pending[],
): Promise<void> {
  const places = batch.filter((one) => isOpen(one) && isPlace(one));
  if (places.length === 0) return;
  const viewers = await transaction.viewers(new Set(places.map(({ event }) => event.readerKey)));
  for (const one of places) if (!viewers.has(one.event.readerKey)) one.reason = 'no-view';
}

const settle = ({ event, bookedAt, time, reason, isRead, isFollow }: Pending): SettledEvent => ({
  event,
  bookedAt,
  hourStartsAt: time.hourStartsAt,
  class: reason === '' ? 'valid' : dropReasons[reason],
  reason,
  isRead,
  isFollow,
});

function sketchesOf(batch: readonly Pending[]): ReadonlyMap<string, Sketch> {
  const byDay = new Map<string, Sketch>();
  for (const one of batch) {
    if (!isOpen(one) || one.event.kind !== 'view') continue;
    const sketch = byDay.get(one.time.day) ?? emptySketch();
    byDay.set(one.time.day, sketch);
    addToSketch(sketch, Buffer.from(one.event.browserKey, 'base64url'));
  }
  return byDay;
}
