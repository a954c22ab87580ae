import { dayMs, type Instant } from '../../base/clock.js';
import type { ListName } from '../intake/event-schema.js';
import type { DropReason } from '../intake/verdict.js';
import { rulesVersion } from '../rules.js';
import type { EventClass } from './counted-story.js';
import { slotOf } from './hour-book.js';
import type { SettledEvent } from './ledger-event.js';
import type { ShownTally } from './slate-log.js';

/** What is summed per story, hour, class, reason and version of the rules. */
export interface TallyCounts {
  readonly views: number;
  readonly leaves: number;
  readonly reads: number;
  readonly dwellSeconds: number;
  readonly scrollPercents: number;
  readonly withoutScript: number;
}

export interface TallyDelta extends TallyCounts {
  readonly storyId: string;
  readonly hourStartsAt: Instant;
  readonly class: EventClass;
  readonly reason: DropReason | '';
  readonly rulesVersion: number;
}

export interface FineTally {
  readonly storyId: string;
  readonly startsAt: Instant;
  readonly validViews: number;
}

export interface ListTally {
  /** The story on whose page the list stood. */
  readonly storyId: string;
  readonly hourStartsAt: Instant;
  readonly list: ListName;
  /** -1 where the event told none. */
  readonly position: number;
  readonly impressions: number;
  readonly clicks: number;
}

/** How often readers went from one story to another, by the hour in which they came there. */
export interface FollowTally {
  readonly fromStoryId: string;
  readonly toStoryId: string;
  /** Of the day in UTC: beside the views of an hour, a sum of one could say that one reader saw both stories. */
  readonly dayStartsAt: Instant;
  readonly follows: number;
}

export interface BatchTallies {
  /** When the newest event of the batch arrived: what a follower of changes asks by. */
  readonly changedAt: Instant;
  readonly hours: readonly TallyDelta[];
  readonly fine: readonly FineTally[];
  readonly lists: readonly ListTally[];
  readonly follows: readonly FollowTally[];
  readonly slates: readonly ShownTally[];
}

/** The sums of a batch: a few rows for many events, whatever a flood sends. */
export function talliesOf(settled: readonly SettledEvent[]): BatchTallies {
  const valid = settled.filter((one) => one.class === 'valid');
  const ofKind = (...kinds: readonly string[]) => valid.filter(({ event }) => kinds.includes(event.kind));
  const inLists = ofKind('impression', 'click');
  // Its own story stands on a page to say where the reader is: it is no choice.
  const shown = inLists.filter(({ event }) => event.shown && event.shown.storyId !== event.storyId);
  return {
    changedAt: settled.reduce((latest, { event }) => Math.max(latest, event.receivedAt), 0),
    hours: sums(
      settled.filter(({ event }) => event.kind !== 'impression' && event.kind !== 'click'),
      hourDelta,
      addCounts,
    ),
    fine: sums(ofKind('view'), fineTally, (a, b) => ({ ...a, validViews: a.validViews + b.validViews })),
    lists: sums(inLists, listTally, addPlaces),
    follows: sums(
      valid.filter(({ isFollow }) => isFollow),
      followTally,
      (a, b) => ({ ...a, follows: a.follows + b.follows }),
    ),
    slates: sums(shown, shownTally, addPlaces),
  };
}

interface Keyed<Tally> {
  readonly key: string;
  readonly tally: Tally;
}

function sums<Tally>(
  settled: readonly SettledEvent[],
  tallyOf: (one: SettledEvent) => Keyed<Tally>,
  add: (a: Tally, b: Tally) => Tally,
): readonly Tally[] {
  const byKey = new Map<string, Tally>();
  for (const one of settled) {
    const { key, tally } = tallyOf(one);
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? tally : add(before, tally));
  }
  // One order for all writers: two processes that lock the same rows never wait for each other in a circle.
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
}

function hourDelta({
  event,
  hourStartsAt,
  class: eventClass,
  reason,
  isRead,
}: SettledEvent): Keyed<TallyDelta> {
  const isLeave = event.kind === 'leave';
  return {
    key: `${event.storyId} ${hourStartsAt} ${eventClass} ${reason}`,
    tally: {
      storyId: event.storyId,
      hourStartsAt,
      class: eventClass,
      reason,
      rulesVersion,
      views: event.kind === 'view' ? 1 : 0,
      leaves: isLeave ? 1 : 0,
      reads: isRead ? 1 : 0,
      dwellSeconds: isLeave ? (event.dwellSeconds ?? 0) : 0,
      scrollPercents: isLeave ? (event.scrollPercent ?? 0) : 0,
      withoutScript: event.kind === 'pixel' ? 1 : 0,
    },
  };
}

export const addCounts = <Counts extends TallyCounts>(a: Counts, b: TallyCounts): Counts => ({
  ...a,
  views: a.views + b.views,
  leaves: a.leaves + b.leaves,
  reads: a.reads + b.reads,
  dwellSeconds: a.dwellSeconds + b.dwellSeconds,
  scrollPercents: a.scrollPercents + b.scrollPercents,
  withoutScript: a.withoutScript + b.withoutScript,
});

function fineTally({ event, bookedAt }: SettledEvent): Keyed<FineTally> {
  const startsAt = slotOf(bookedAt);
  return { key: `${startsAt} ${event.storyId}`, tally: { storyId: event.storyId, startsAt, validViews: 1 } };
}

function listTally({ event, hourStartsAt }: SettledEvent): Keyed<ListTally> {
  const position = event.position ?? -1;
  return {
    key: `${event.storyId} ${hourStartsAt} ${event.list} ${position}`,
    tally: {
      storyId: event.storyId,
      hourStartsAt,
      list: event.list!,
      position,
      impressions: event.kind === 'impression' ? 1 : 0,
      clicks: event.kind === 'click' ? 1 : 0,
    },
  };
}

const addPlaces = <Place extends { readonly impressions: number; readonly clicks: number }>(
  a: Place,
  b: Place,
): Place => ({ ...a, impressions: a.impressions + b.impressions, clicks: a.clicks + b.clicks });

// By the time it arrived: a slot that is over stays as it is, and those who learn from it read it once.
function shownTally({ event }: SettledEvent): Keyed<ShownTally> {
  const startsAt = slotOf(event.receivedAt);
  const { storyId, propensity } = event.shown!;
  return {
    key: `${startsAt} ${event.storyId} ${event.edition} ${event.list} ${event.position} ${storyId} ${propensity}`,
    tally: {
      startsAt,
      pageId: event.storyId,
      edition: event.edition!,
      list: event.list!,
      position: event.position!,
      storyId,
      propensity,
      impressions: event.kind === 'impression' ? 1 : 0,
      clicks: event.kind === 'click' ? 1 : 0,
    },
  };
}

function followTally({ event, hourStartsAt }: SettledEvent): Keyed<FollowTally> {
  const { storyId } = event.cameFrom!;
  const dayStartsAt = Math.floor(hourStartsAt / dayMs) * dayMs;
  return {
    key: `${storyId} ${event.storyId} ${dayStartsAt}`,
    tally: { fromStoryId: storyId, toStoryId: event.storyId, dayStartsAt, follows: 1 },
  };
}
