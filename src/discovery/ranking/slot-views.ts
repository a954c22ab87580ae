import type { Instant } from '../../base/clock.js';
import { slotMs, type Tally } from './tally.js';

/** The views of one slot: the same place in both arrays is one tally. */
interface SlotViews {
  /** By their numbers in `storyIds`. */
  readonly stories: number[];
  readonly views: number[];
}

const noViews: SlotViews = { stories: [], views: [] };

/** Tallies sorted into their slots, in the order in which they came. Stories are numbered: who sums over many slots looks a story up once. */
export class ViewsBySlot {
  readonly storyIds: readonly string[];
  /** By how many slots it lies after 1970: small whole numbers are the quickest keys. */
  readonly #slots = new Map<number, SlotViews>();

  /** Tallies without views are left out. */
  constructor(tallies: readonly Tally[]) {
    const numbers = new Map<string, number>();
    for (const { storyId, startsAt, validViews } of tallies) {
      if (validViews <= 0) continue;
      let story = numbers.get(storyId);
      if (story === undefined) {
        story = numbers.size;
        numbers.set(storyId, story);
      }
      const number = Math.floor(startsAt / slotMs);
      let slot = this.#slots.get(number);
      if (slot === undefined) {
        slot = { stories: [], views: [] };
        this.#slots.set(number, slot);
      }
      slot.stories.push(story);
      slot.views.push(validViews);
    }
    this.storyIds = [...numbers.keys()];
  }

  /** Start of the first slot with views; undefined where there is none. */
  get first(): Instant | undefined {
    return this.#slots.size === 0 ? undefined : Math.min(...this.#slots.keys()) * slotMs;
  }

  /** `startsAt` is the start of a slot. */
  at(startsAt: Instant): SlotViews {
    return this.#slots.get(startsAt / slotMs) ?? noViews;
  }
}
