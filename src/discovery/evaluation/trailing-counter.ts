import { hourMs, type Instant } from '../../base/clock.js';

/** So many that have left the window are kept, before the list of those inside is cut. */
const leftAtMost = 10_000;

/** Exact counts over the last `hours`, fed and asked in time order; holds what is inside that window. */
export function trailingCounter(hours: number) {
  const counts = new Map<string, number>();
  let inside: { readonly storyId: string; readonly at: Instant; readonly times: number }[] = [];
  let first = 0;
  const change = (storyId: string, by: number) => counts.set(storyId, (counts.get(storyId) ?? 0) + by);
  const moveTo = (now: Instant) => {
    for (; first < inside.length && inside[first]!.at < now - hours * hourMs; first += 1) {
      change(inside[first]!.storyId, -inside[first]!.times);
    }
    if (first < leftAtMost) return;
    inside = inside.slice(first);
    first = 0;
  };
  return {
    add: (storyId: string, at: Instant, times = 1) => {
      if (Number.isFinite(hours)) inside.push({ storyId, at, times });
      change(storyId, times);
    },
    of: (storyId: string, now: Instant): number => {
      moveTo(now);
      return counts.get(storyId) ?? 0;
    },
    all: (now: Instant): ReadonlyMap<string, number> => {
      moveTo(now);
      return counts;
    },
  };
}
