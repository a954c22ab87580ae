import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts, type DecayedCountsState } from '../ranking/decayed-counts.js';
import type { ClickSignals } from './appeal.js';

/** What happened at one place of one list in one slot, summed over all readers of a page. */
export interface SlateTally {
  /** The page that showed the list; undefined for fronts. */
  readonly pageId?: string;
  readonly list: string;
  /** From 1. */
  readonly position: number;
  readonly storyId: string;
  /** Five-minute slot, as for views. */
  readonly startsAt: Instant;
  readonly impressions: number;
  readonly clicks: number;
}

const rateHalfLifeHours = 9;
/** How places do is a habit of the page's design: it is learned over weeks. */
const placeHalfLifeHours = 14 * 24;
const followHalfLifeHours = 7 * 24;
/** Below these a sum says nothing any more and is forgotten. */
const leastExpected = 0.01;
const leastFollowed = 0.1;
/** However many stories and pages are read, no more sums than these are kept: the strongest. */
const storiesAtMost = 50_000;
const pairsAtMost = 50_000;
/** Before a place has a past, this share of its impressions is expected to be clicked. */
const priorRate = 0.02;
const priorImpressions = 200;

export interface SlateCountsState {
  readonly version: 2;
  readonly through: Instant;
  readonly clicks: DecayedCountsState;
  readonly expected: DecayedCountsState;
  readonly placeClicks: DecayedCountsState;
  readonly placeImpressions: DecayedCountsState;
  readonly followed: DecayedCountsState;
}

/**
 * Click rates without readers: each story's clicks against those that its places (list and position) would bring an average
 * story ("clicks over expected clicks", Zhang and Jones 2007), which takes position bias out; and what readers of a page
 * went on to.
 */
export class SlateCounts {
  #through: Instant;
  readonly #clicks: DecayedCounts;
  readonly #expected: DecayedCounts;
  readonly #placeClicks: DecayedCounts;
  readonly #placeImpressions: DecayedCounts;
  readonly #followed: DecayedCounts;

  constructor(state?: SlateCountsState) {
    this.#through = state?.through ?? 0;
    this.#clicks = new DecayedCounts([rateHalfLifeHours], state?.clicks);
    this.#expected = new DecayedCounts([rateHalfLifeHours], state?.expected);
    this.#placeClicks = new DecayedCounts([placeHalfLifeHours], state?.placeClicks);
    this.#placeImpressions = new DecayedCounts([placeHalfLifeHours], state?.placeImpressions);
    this.#followed = new DecayedCounts([followHalfLifeHours], state?.followed);
  }

  /** End of what was taken in; 0 before the first. */
  get through(): Instant {
    return this.#through;
  }

  /**
   * Takes in tallies of slots that ended by `through`; those taken in before are left out. Slot by slot, in the order of
   * time: whether they come in one call or in many, the sums are the same.
   */
  add(tallies: readonly SlateTally[], through: Instant): void {
    const fresh = tallies.filter(({ startsAt }) => startsAt >= this.#through && startsAt < through);
    for (const [startsAt, slot] of inOrder(fresh)) {
      this.#turnTo(startsAt);
      for (const tally of slot) this.#count(tally);
      for (const tally of slot) this.#learnPlace(tally);
    }
    this.#turnTo(through);
  }

  /** The same for a replay whose slates say by themselves how many clicks were to be expected. */
  addClicks(storyId: string, hour: number, clicks: number, expected: number): void {
    if (clicks > 0) this.#clicks.add(storyId, hour, clicks);
    if (expected > 0) this.#expected.add(storyId, hour, expected);
  }

  of(storyId: string, now: Instant): ClickSignals {
    const hour = now / hourMs;
    return { clicks: this.#clicks.at(storyId, hour), expected: this.#expected.at(storyId, hour) };
  }

  /** The share of its impressions that an average story would get clicked at this place. */
  placeRate(tally: Pick<SlateTally, 'list' | 'position'>, now: Instant): number {
    const hour = now / hourMs;
    const place = placeKey(tally);
    const clicks = this.#placeClicks.at(place, hour) + priorRate * priorImpressions;
    return clicks / (this.#placeImpressions.at(place, hour) + priorImpressions);
  }

  /** Decayed clicks that led from a page to a story. */
  followed(pageId: string, storyId: string, now: Instant): number {
    return this.#followed.at(followKey(pageId, storyId), now / hourMs);
  }

  /** What readers of each page went on to, strongest first, at most `limit` a page. */
  followedByPage(now: Instant, limit: number): Map<string, { storyId: string; strength: number }[]> {
    const pages = new Map<string, { storyId: string; strength: number }[]>();
    for (const key of this.#followed.ids()) {
      const [pageId, storyId] = key.split('\n') as [string, string];
      const strength = this.#followed.at(key, now / hourMs);
      const steps = pages.get(pageId);
      if (steps) steps.push({ storyId, strength });
      else pages.set(pageId, [{ storyId, strength }]);
    }
    for (const [pageId, list] of pages) {
      pages.set(pageId, list.sort((a, b) => b.strength - a.strength).slice(0, limit));
    }
    return pages;
  }

  /** Decayed clicks that led to each story, from all pages together. */
  ledTo(now: Instant): Map<string, number> {
    const sums = new Map<string, number>();
    for (const key of this.#followed.ids()) {
      const storyId = key.slice(key.indexOf('\n') + 1);
      sums.set(storyId, (sums.get(storyId) ?? 0) + this.#followed.at(key, now / hourMs));
    }
    return sums;
  }

  serialise(): SlateCountsState {
    return {
      version: 2,
      through: this.#through,
      clicks: this.#clicks.serialise(),
      expected: this.#expected.serialise(),
      placeClicks: this.#placeClicks.serialise(),
      placeImpressions: this.#placeImpressions.serialise(),
      followed: this.#followed.serialise(),
    };
  }

  #count(tally: SlateTally): void {
    const hour = tally.startsAt / hourMs;
    this.addClicks(
      tally.storyId,
      hour,
      tally.clicks,
      tally.impressions * this.placeRate(tally, tally.startsAt),
    );
    if (tally.pageId !== undefined && tally.clicks > 0)
      this.#followed.add(followKey(tally.pageId, tally.storyId), hour, tally.clicks);
  }

  /** Forgets once an hour of the tallies' own time, not once a call. */
  #turnTo(instant: Instant): void {
    const hour = Math.floor(instant / hourMs);
    if (hour > Math.floor(this.#through / hourMs)) this.#forget(hour);
    this.#through = Math.max(this.#through, instant);
  }

  #learnPlace(tally: SlateTally): void {
    const hour = tally.startsAt / hourMs;
    if (tally.clicks > 0) this.#placeClicks.add(placeKey(tally), hour, tally.clicks);
    if (tally.impressions > 0) this.#placeImpressions.add(placeKey(tally), hour, tally.impressions);
  }

  #forget(hour: number): void {
    this.#clicks.forget(hour, leastExpected);
    this.#expected.forget(hour, leastExpected);
    this.#followed.forget(hour, leastFollowed);
    this.#clicks.keepStrongest(storiesAtMost);
    this.#expected.keepStrongest(storiesAtMost);
    this.#followed.keepStrongest(pairsAtMost);
  }
}

function inOrder(tallies: readonly SlateTally[]): [startsAt: Instant, slot: SlateTally[]][] {
  const slots = new Map<Instant, SlateTally[]>();
  for (const tally of tallies) {
    const slot = slots.get(tally.startsAt);
    if (slot) slot.push(tally);
    else slots.set(tally.startsAt, [tally]);
  }
  return [...slots].sort(([a], [b]) => a - b);
}

const placeKey = ({ list, position }: Pick<SlateTally, 'list' | 'position'>): string => `${list} ${position}`;
/** Ids are of one line. */
const followKey = (pageId: string, storyId: string): string => `${pageId}\n${storyId}`;
