import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts } from '../ranking/decayed-counts.js';
import type { ClickSignals } from '../recommendation/appeal.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import type { SlateRow } from './mind.js';

/** Memories of clicks and of expected clicks, beside the one of the product: a quarter of an hour to three days. */
export const halfLivesHours = [0.25, 1, 6, 24, 72] as const;

/** What became of a story where it was shown, up to a moment. */
export interface StoryPast {
  /** As the product remembers it. */
  readonly slates: ClickSignals;
  /** By each of `halfLivesHours`. */
  readonly windows: readonly ClickSignals[];
  /** Undefined for a story never shown. */
  readonly firstShownAt: Instant | undefined;
}

/** What slates tell of stories: fed and asked in time order. */
export class SlatePast {
  readonly #counts = new SlateCounts();
  readonly #clicks = new DecayedCounts(halfLivesHours);
  readonly #expected = new DecayedCounts(halfLivesHours);
  readonly #firstShown = new Map<string, ReadonlyMap<string, Instant>>();

  of(storyId: string, at: Instant): StoryPast {
    const [first] = this.#firstShown.get(storyId)?.values() ?? [];
    return { ...this.#sumsOf(storyId, at), firstShownAt: first };
  }

  /** As if this reader had never been shown a slate. */
  without(personId: string, storyId: string, at: Instant): StoryPast {
    const [all, own] = [this.#sumsOf(storyId, at), this.#sumsOf(ownKey(personId, storyId), at)];
    const others = [...(this.#firstShown.get(storyId) ?? [])].find(([shownTo]) => shownTo !== personId);
    return {
      slates: less(all.slates, own.slates),
      windows: all.windows.map((window, index) => less(window, own.windows[index]!)),
      firstShownAt: others?.[1],
    };
  }

  learn({ at, personId, storyIds, clicked }: SlateRow): void {
    const hour = at / hourMs;
    const share = clicked.filter(Boolean).length / storyIds.length;
    storyIds.forEach((storyId, place) => {
      const got = clicked[place] ? 1 : 0;
      for (const key of [storyId, ownKey(personId, storyId)]) {
        this.#counts.addClicks(key, hour, got, share);
        if (got > 0) this.#clicks.add(key, hour, got);
        if (share > 0) this.#expected.add(key, hour, share);
      }
      this.#noteShown(storyId, personId, at);
    });
  }

  /** Of each story the first two readers are kept: whoever is left out, one of them is another. */
  #noteShown(storyId: string, personId: string, at: Instant): void {
    const shown = this.#firstShown.get(storyId) ?? new Map<string, Instant>();
    if (shown.size < 2 && !shown.has(personId))
      this.#firstShown.set(storyId, new Map([...shown, [personId, at]]));
  }

  #sumsOf(key: string, at: Instant): Omit<StoryPast, 'firstShownAt'> {
    const hour = at / hourMs;
    return {
      slates: this.#counts.of(key, at),
      windows: halfLivesHours.map((hours) => ({
        clicks: this.#clicks.at(key, hour, hours),
        expected: this.#expected.at(key, hour, hours),
      })),
    };
  }
}

const ownKey = (personId: string, storyId: string) => `${personId}\n${storyId}`;

/** Rounding may leave a little less than nothing. */
const less = (all: ClickSignals, own: ClickSignals): ClickSignals => ({
  clicks: Math.max(0, all.clicks - own.clicks),
  expected: Math.max(0, all.expected - own.expected),
});
