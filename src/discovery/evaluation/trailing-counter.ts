import { hourMs, type Instant } from '../../base/clock.js';

/** Exact counts over the last `hours`, fed and asked in time order. */
export function trailingCounter(hours: number) {
  const counts = new Map<string, number>();
  const inside: { readonly storyId: string; readonly at: Instant }[] = [];
  let first = 0;
  const change = (storyId: string, by: number) => counts.set(storyId, (counts.get(storyId) ?? 0) + by);
  const moveTo = (now: Instant) => {
    for (; first < inside.length && inside[first]!.at < now - hours * hourMs; first += 1) {
      change(inside[first]!.storyId, -1);
    }
  };
  return {
    add: (storyId: string, at: Instant) => {
      inside.push({ storyId, at });
      change(storyId, 1);
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
