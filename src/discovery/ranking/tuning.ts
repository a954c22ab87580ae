import { hourMs, type Instant } from '../../base/clock.js';
import type { DecayedCounts } from './decayed-counts.js';
import { defaultSetting, freshnessOf, type RankingSetting } from './setting.js';
import { type FactsById, firstToldAt } from './tally.js';

/** A list that a setting would have shown, waiting for what readers do next. */
interface Forecast {
  readonly madeAt: Instant;
  /** For each setting, the stories that it would have listed. */
  readonly lists: readonly (readonly string[])[];
}

/** Places of settings. */
export type Credit = readonly number[];

const none: Credit = [];
/** What is the same under two half-lives may differ in its last digit. */
const roundingRoom = 1 + 1e-9;

export interface TunerState {
  /** What the hits are of, in their order. */
  readonly settings: readonly RankingSetting[];
  readonly hits: readonly number[];
  readonly forecasts: readonly Forecast[];
}

/** A list is on pages for minutes and in caches and minds for longer; it is judged by the views of the hours after it. */
const judgedHours = 4;
const listLength = 8;
/** What was best a month ago may not be: hits fade by half in two weeks. */
const hitHalfLifeHours = 14 * 24;
/** A setting leaves the default only for a real advantage, and changes seldom. */
const advantageNeeded = 1.01;
const hitsNeeded = 10;

/**
 * Chooses the setting of "now" from the site's own past: every hour each setting names the eight stories that it would list,
 * and the views of the next four hours say how good that was (follow the leader with fading memory). Nothing is known of a
 * reader, and nothing that comes later: a forecast is made before its views are counted.
 */
export class RankingTuner {
  readonly #settings: readonly RankingSetting[];
  #hits: number[];
  #forecasts: Forecast[];
  /** By listed story. */
  #credited: ReadonlyMap<string, Credit>;

  constructor(settings: readonly RankingSetting[], state?: TunerState) {
    this.#settings = settings;
    const fits = state?.settings !== undefined && isSameChoice(state.settings, settings);
    this.#hits = fits ? [...state.hits] : settings.map(() => 0);
    this.#forecasts = fits ? [...state.forecasts] : [];
    this.#credited = creditedIn(this.#forecasts);
  }

  /** The best setting so far; the default (or the first, where the default is not among them) until the past says more. */
  get setting(): RankingSetting {
    const start = Math.max(
      0,
      this.#settings.findIndex((setting) => same(setting, defaultSetting)),
    );
    const best = this.#hits.reduce((leader, hits, at) => (hits > this.#hits[leader]! ? at : leader), start);
    const better = this.#hits[best]! > Math.max(hitsNeeded, this.#hits[start]! * advantageNeeded);
    return this.#settings[better ? best : start]!;
  }

  /** The settings that named a story, once for each open forecast; good until the next one is made. */
  creditedFor(storyId: string): Credit {
    return this.#credited.get(storyId) ?? none;
  }

  /** Takes in views of a story: the settings that named it are credited with them. */
  judge(settings: Credit, views: number): void {
    for (const setting of settings) this.#hits[setting]! += views;
  }

  /**
   * Once an hour: closes old forecasts and makes a new one from what has been counted until now; `counts` keep every half-life
   * of the settings.
   */
  forecast(counts: DecayedCounts, facts: FactsById, siteHours: number, now: Instant): void {
    this.#hits = this.#hits.map((hits) => hits * 2 ** (-1 / hitHalfLifeHours));
    const lists = this.#listsAt(counts, facts, siteHours, now);
    this.#forecasts = this.#forecasts.filter(({ madeAt }) => madeAt > now - judgedHours * hourMs);
    this.#forecasts.push({ madeAt: now, lists });
    this.#credited = creditedIn(this.#forecasts);
  }

  #listsAt(counts: DecayedCounts, facts: FactsById, siteHours: number, now: Instant): string[][] {
    const plans = this.#settings.map((setting): Plan => ({ setting, top: new TopStories(listLength) }));
    const groups = plansByAge(plans);
    counts.forEach(siteHours, (storyId, most, sum) => {
      let ageMs: number | undefined;
      for (const group of groups) {
        if (!group.mayList(most * roundingRoom)) continue;
        if (ageMs === undefined) {
          const story = facts.get(storyId);
          if (story === undefined || story.firstPublishedAt > now) return;
          ageMs = now - firstToldAt(story);
        }
        group.offer(storyId, ageMs, most * roundingRoom, (halfLifeHours) =>
          counts.worthOf(sum, siteHours, halfLifeHours),
        );
      }
    });
    return plans.map(({ top }) => top.ids());
  }

  serialise(): TunerState {
    return { settings: this.#settings, hits: this.#hits, forecasts: this.#forecasts };
  }
}

const same = (a: RankingSetting, b: RankingSetting): boolean =>
  a.halfLifeHours === b.halfLifeHours &&
  a.priorViews === b.priorViews &&
  a.freshnessHours === b.freshnessHours &&
  a.freshnessPower === b.freshnessPower;

/** Hits of other settings, such as another version's, say nothing of these. */
const isSameChoice = (a: readonly RankingSetting[], b: readonly RankingSetting[]): boolean =>
  a.length === b.length && a.every((setting, at) => same(setting, b[at]!));

function creditedIn(forecasts: readonly Forecast[]): ReadonlyMap<string, Credit> {
  const credited = new Map<string, number[]>();
  for (const { lists } of forecasts) {
    lists.forEach((list, setting) => {
      for (const storyId of list) credited.set(storyId, [...(credited.get(storyId) ?? []), setting]);
    });
  }
  return credited;
}

interface Plan {
  readonly setting: RankingSetting;
  readonly top: TopStories;
}

/** Plans that differ in the half-life alone. A story's age is weighed once for all, and only where its views could list it. */
class PlansOfAge {
  readonly #plans: readonly Plan[];
  readonly #setting: RankingSetting;
  #needed = Number.NEGATIVE_INFINITY;

  constructor(plans: readonly Plan[]) {
    this.#plans = plans;
    this.#setting = plans[0]!.setting;
  }

  /** False where even a story of this minute, with so many views left, would be in no list. */
  mayList(mostViews: number): boolean {
    return mostViews + this.#setting.priorViews > this.#needed;
  }

  /** `mostViews` are no fewer than `viewsOf` says of any half-life. */
  offer(storyId: string, ageMs: number, mostViews: number, viewsOf: (halfLifeHours: number) => number): void {
    const fresh = freshnessOf(this.#setting, ageMs);
    if ((mostViews + this.#setting.priorViews) * fresh <= this.#needed) return;
    for (const { top, setting } of this.#plans)
      top.offer(storyId, (viewsOf(setting.halfLifeHours) + setting.priorViews) * fresh);
    this.#needed = this.#plans.reduce((least, { top }) => Math.min(least, top.needed), Infinity);
  }
}

function plansByAge(plans: readonly Plan[]): readonly PlansOfAge[] {
  const isAlike = (a: Plan, b: Plan) =>
    same({ ...a.setting, halfLifeHours: b.setting.halfLifeHours }, b.setting);
  const first = plans.filter((plan, at) => at === plans.findIndex((each) => isAlike(each, plan)));
  return first.map((plan) => new PlansOfAge(plans.filter((each) => isAlike(each, plan))));
}

/** The best few of many; a sort of all would be most of an Edition's cost. Of equals, those offered first stay. */
class TopStories {
  readonly #length: number;
  readonly #best: { readonly storyId: string; readonly score: number }[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  /** A score must be above this to come in. */
  get needed(): number {
    return this.#best.length < this.#length ? Number.NEGATIVE_INFINITY : this.#best.at(-1)!.score;
  }

  offer(storyId: string, score: number): void {
    if (score <= this.needed) return;
    const best = this.#best;
    if (best.length === this.#length) best.pop();
    const place = best.findIndex((each) => each.score < score);
    best.splice(place < 0 ? best.length : place, 0, { storyId, score });
  }

  ids(): string[] {
    return this.#best.map(({ storyId }) => storyId);
  }
}
