import type { Instant } from '../base/clock.js';
import { slotOf, type Tally } from '../discovery/ranking/tally.js';

/** Fewer views are no surge on any paper, however quiet. */
const leastViews = 5;
/** Of what the first of the ranking is worth: with less a story would hardly come near it. */
const shareOfFirst = 1 / 2;

/** Tells a story that gains so many readers since the last look at all of them that its next ranking should not wait. */
export class SurgeWatch {
  #since: Instant | undefined;
  /** Views by story in the slot of the last look, as they stood then. */
  #seen: ReadonlyMap<string, number> = new Map();

  /** From where `isSurge` wants tallies: a surge may lie on both sides of a slot's end. */
  since(now: Instant): Instant {
    return Math.min(this.#since ?? now, slotOf(now));
  }

  /** To be told what stood in the running slot whenever an Edition was built from it, or found not worth making. */
  lookedAt(now: Instant, tallies: readonly Tally[]): void {
    this.#since = slotOf(now);
    this.#seen = sumsOf(tallies.filter(({ startsAt }) => startsAt >= slotOf(now)));
  }

  /**
   * `first` is the score of the ranking's first story; `freshness` what age leaves of a story's views in such a score
   * (ranking/setting.ts), so that what is read all the time is no surge because it is old.
   */
  isSurge(tallies: readonly Tally[], first: number, freshness: (storyId: string) => number): boolean {
    for (const [storyId, views] of sumsOf(tallies)) {
      const gained = views - (this.#seen.get(storyId) ?? 0);
      if (gained >= leastViews && gained * freshness(storyId) >= first * shareOfFirst) return true;
    }
    return false;
  }
}

function sumsOf(tallies: readonly Tally[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { storyId, validViews } of tallies) sums.set(storyId, (sums.get(storyId) ?? 0) + validViews);
  return sums;
}
