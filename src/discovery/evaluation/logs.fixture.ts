import { hourMs } from '../../base/clock.js';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import type { DeskdropView } from './deskdrop.js';
import type { SlateRow } from './mind.js';

/**
 * Logs of an invented site, and a way to deal their second half anew: a replay that looks ahead would then change what it said
 * of the first half.
 */
const random = seededRandom(3);
const start = 500_000 * hourMs;
const stories = Array.from({ length: 30 }, (_, index) => `story ${index}`);
const any = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

export const views: DeskdropView[] = Array.from({ length: 1500 }, (_, index) => ({
  storyId: any(stories.slice(index / 60, index / 60 + 6)),
  personId: `person ${Math.floor(random() * 40)}`,
  at: start + index * 120_000,
}));

export const rows: SlateRow[] = Array.from({ length: 300 }, (_, index) => {
  const storyIds = [...new Set(Array.from({ length: 8 }, () => any(stories)))];
  const clicked = storyIds.map((_, place) => place === index % storyIds.length);
  return { at: start + index * 60_000, personId: 'person', history: [], storyIds, clicked };
});

/** The same times; what happened at them is dealt anew from the middle on. */
export function shuffledLater<Event extends { readonly at: number }>(
  events: readonly Event[],
  deal: Random,
): Event[] {
  const half = Math.floor(events.length / 2);
  const later = events.slice(half);
  for (let last = later.length - 1; last > 0; last -= 1) {
    const other = Math.floor(deal() * (last + 1));
    [later[last], later[other]] = [later[other]!, later[last]!];
  }
  return [...events.slice(0, half), ...later.map((event, at) => ({ ...event, at: events[half + at]!.at }))];
}

const middle = views[views.length / 2]!.at;

/** What a replay was told by its rankers before the middle, and after. */
export function trace(replay: (note: (at: number, said: unknown) => void) => void) {
  const before: unknown[] = [];
  const after: unknown[] = [];
  replay((at, said) => (at < middle ? before : after).push(said));
  return { before, after };
}
