import { LRUCache } from 'lru-cache';
import { hourMs, type Instant } from '../../base/clock.js';
import { clickFeatures } from '../recommendation/appeal.js';
import { SlateCounts, type SlateTally } from '../recommendation/slate-counts.js';

/** What a site keeps of a place of its lists, with the draw that put the story there. */
export interface DrawnTally extends SlateTally {
  readonly pageId: string;
  readonly edition: number;
  readonly propensity: number;
}

/** What a site keeps of its lists. */
export interface OwnListLog {
  /** All of it, by slot, oldest first, read a piece at a time. */
  tallies(): AsyncIterable<DrawnTally>;
  /** First publication of these stories, of a copy that of the first of its cluster; one that is not known has none. */
  publishedAt(storyIds: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
}

/** A story at a place, with what was known of it before this slot. */
export interface OwnOption {
  readonly impressions: number;
  readonly clicks: number;
  readonly propensity: number;
  /** The features of the clicks part of the ranker (../recommendation/appeal.ts). */
  readonly rate: number;
  readonly age: number;
  /** Logarithm of the place's own click rate. */
  readonly place: number;
  /** Logarithm of clicks over impressions in this list with ten impressions at the mean rate added. */
  readonly smoothed: number;
}

/** What happened in one slot to one list of a page of one Edition. */
export interface OwnSlate {
  readonly startsAt: Instant;
  /** The draw that made it: page and Edition. */
  readonly draw: string;
  readonly options: readonly OwnOption[];
}

/** So many stories are remembered, at most, whatever is shown. */
const storiesAtMost = 50_000;
const smoothing = 10;

interface Sums {
  clicks: number;
  impressions: number;
}

/**
 * Plays a site's log in time order: each slate of the list named comes with features from earlier slots only, then its slot is
 * learned from, as the builder of Editions does; the habits of places and stories come of all lists.
 */
export async function* ownSlates(log: OwnListLog, list: string): AsyncIterable<OwnSlate> {
  const past = new Past(log);
  let slot: DrawnTally[] = [];
  for await (const tally of log.tallies()) {
    if (slot.length > 0 && slot[0]!.startsAt !== tally.startsAt) {
      yield* await past.play(slot, list);
      slot = [];
    }
    slot.push(tally);
  }
  if (slot.length > 0) yield* await past.play(slot, list);
}

class Past {
  readonly #log: OwnListLog;
  readonly #counts = new SlateCounts();
  readonly #published = new LRUCache<string, { readonly at: Instant | undefined }>({ max: storiesAtMost });
  readonly #shown = new LRUCache<string, Sums>({ max: storiesAtMost });
  readonly #all: Sums = { clicks: 0, impressions: 0 };

  constructor(log: OwnListLog) {
    this.#log = log;
  }

  async play(slot: readonly DrawnTally[], list: string): Promise<OwnSlate[]> {
    const own = slot.filter((tally) => tally.list === list);
    const published = await this.#publishedAt(own.map(({ storyId }) => storyId));
    const slates = new Map<string, OwnOption[]>();
    for (const tally of own) {
      const draw = `${tally.pageId} ${tally.edition}`;
      const option = this.#option(tally, published.get(tally.storyId));
      const options = slates.get(draw);
      if (options) options.push(option);
      else slates.set(draw, [option]);
    }
    const { startsAt } = slot[0]!;
    this.#counts.add(slot, startsAt + 1);
    for (const tally of own) this.#learn(tally);
    return [...slates].map(([draw, options]) => ({ startsAt, draw, options }));
  }

  #option(tally: DrawnTally, publishedAt: Instant | undefined): OwnOption {
    const { startsAt, storyId, clicks, impressions, propensity } = tally;
    const ageHours = Math.max(0, startsAt - (publishedAt ?? startsAt)) / hourMs;
    const { rate, age } = clickFeatures(this.#counts.of(storyId, startsAt), ageHours);
    const place = Math.log(this.#counts.placeRate(tally, startsAt));
    // A click may be told without its impression.
    const seen = Math.max(impressions, clicks);
    return { impressions: seen, clicks, propensity, rate, age, place, smoothed: this.#smoothed(storyId) };
  }

  #smoothed(storyId: string): number {
    const { clicks, impressions } = this.#shown.get(storyId) ?? { clicks: 0, impressions: 0 };
    const mean = (this.#all.clicks + 1) / (this.#all.impressions + smoothing);
    return Math.log((clicks + smoothing * mean) / (impressions + smoothing));
  }

  #learn({ storyId, clicks, impressions }: DrawnTally): void {
    const own = this.#shown.get(storyId) ?? { clicks: 0, impressions: 0 };
    this.#shown.set(storyId, own);
    for (const sums of [own, this.#all]) {
      sums.clicks += clicks;
      sums.impressions += impressions;
    }
  }

  async #publishedAt(storyIds: readonly string[]): Promise<ReadonlyMap<string, Instant | undefined>> {
    const wanted = [...new Set(storyIds)];
    const unknown = wanted.filter((storyId) => !this.#published.has(storyId));
    const found = unknown.length > 0 ? await this.#log.publishedAt(unknown) : new Map<string, Instant>();
    for (const storyId of unknown) this.#published.set(storyId, { at: found.get(storyId) });
    return new Map(wanted.map((storyId) => [storyId, this.#published.get(storyId)?.at]));
  }
}
