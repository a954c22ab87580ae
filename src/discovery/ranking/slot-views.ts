import type { Instant } from '../../base/clock.js';
import { slotMs, type Tally } from './tally.js';

/** The views of one slot: the same place in both arrays is one tally. */
interface SlotViews {
  /** By their numbers in `storyIds`. */
  readonly stories: Int32Array;
  readonly views: Float64Array;
}

const noViews: SlotViews = { stories: new Int32Array(0), views: new Float64Array(0) };

/**
 * Tallies by slot, in the order in which they came, in two arrays for all slots. Stories are numbered: who sums over many
 * slots looks a story up once.
 */
export class ViewsBySlot {
  readonly storyIds: readonly string[];
  /** By how many slots it lies after 1970: small whole numbers are the quickest keys. */
  readonly #slots = new Map<number, SlotViews>();

  /** Tallies without views are left out. */
  constructor(tallies: readonly Tally[]) {
    const bySlot = inSlotOrder(withViews(tallies));
    const stories = new Int32Array(bySlot.length);
    const views = new Float64Array(bySlot.length);
    const numbers = new Map<string, number>();
    let start = 0;
    let slot = bySlot[0] && slotNumberOf(bySlot[0]);
    const close = (end: number) => {
      if (slot !== undefined)
        this.#slots.set(slot, { stories: stories.subarray(start, end), views: views.subarray(start, end) });
      start = end;
    };
    for (let at = 0; at < bySlot.length; at += 1) {
      const tally = bySlot[at]!;
      const own = slotNumberOf(tally);
      if (own !== slot) close(at);
      slot = own;
      let story = numbers.get(tally.storyId);
      if (story === undefined) {
        story = numbers.size;
        numbers.set(tally.storyId, story);
      }
      stories[at] = story;
      views[at] = tally.validViews;
    }
    close(bySlot.length);
    this.storyIds = [...numbers.keys()];
  }

  /** Start of the first slot with views; undefined where there is none. */
  get first(): Instant | undefined {
    const [first] = this.#slots.keys();
    return first === undefined ? undefined : first * slotMs;
  }

  /** `startsAt` is the start of a slot. */
  at(startsAt: Instant): SlotViews {
    return this.#slots.get(startsAt / slotMs) ?? noViews;
  }
}

const slotNumberOf = ({ startsAt }: Tally): number => Math.floor(startsAt / slotMs);

/** A database mostly hands them over in order and with views, and a million of them are not to be copied for nothing. */
const inSlotOrder = (tallies: readonly Tally[]): readonly Tally[] =>
  tallies.every((tally, at) => at === 0 || slotNumberOf(tallies[at - 1]!) <= slotNumberOf(tally))
    ? tallies
    : tallies.toSorted((a, b) => slotNumberOf(a) - slotNumberOf(b));

const withViews = (tallies: readonly Tally[]): readonly Tally[] =>
  tallies.every(({ validViews }) => validViews > 0)
    ? tallies
    : tallies.filter(({ validViews }) => validViews > 0);
