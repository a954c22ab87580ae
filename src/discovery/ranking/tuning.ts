import { hourMs, type Instant } from '../../base/clock.js';
import type { DecayedCounts } from './decayed-counts.js';
import { defaultSetting, freshnessOf, type RankingSetting } from './setting.js';
import type { FactsById } from './tally.js';

/** A list that a setting would have shown, waiting for what readers do next. */
interface Forecast {
  readonly madeAt: Instant;
  /** For each setting, the stories that it would have listed. */
  readonly lists: readonly (readonly string[])[];
}

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
  /** For each listed story the settings that listed it, once for each open forecast. */
  #credited: ReadonlyMap<string, readonly number[]>;

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

  /** Takes in views of a story: each open forecast that named it is credited with them. */
  judge(storyId: string, views: number): void {
    const settings = this.#credited.get(storyId);
    if (settings === undefined) return;
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

  /** Each setting's list. Views are decayed once a story and half-life, ages weighed once a story and freshness. */
  #listsAt(counts: DecayedCounts, facts: FactsById, siteHours: number, now: Instant): string[][] {
    const worth = new Float64Array(counts.halfLivesHours.length);
    const freshness = distinctFreshness(this.#settings);
    const plans = this.#settings.map((setting) => ({
      top: new TopStories(listLength),
      halfLife: counts.halfLivesHours.indexOf(setting.halfLifeHours),
      freshness: freshness.findIndex((each) => isSameFreshness(each, setting)),
      priorViews: setting.priorViews,
    }));
    for (const storyId of counts.ids()) {
      const firstPublishedAt = facts.get(storyId)?.firstPublishedAt;
      if (firstPublishedAt === undefined || firstPublishedAt > now) continue;
      counts.worthAt(storyId, siteHours, worth);
      const fresh = freshness.map((each) => freshnessOf(each, now - firstPublishedAt));
      for (const plan of plans)
        plan.top.offer(storyId, (worth[plan.halfLife]! + plan.priorViews) * fresh[plan.freshness]!);
    }
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

function creditedIn(forecasts: readonly Forecast[]): ReadonlyMap<string, readonly number[]> {
  const credited = new Map<string, number[]>();
  for (const { lists } of forecasts) {
    lists.forEach((list, setting) => {
      for (const storyId of list) credited.set(storyId, [...(credited.get(storyId) ?? []), setting]);
    });
  }
  return credited;
}

const isSameFreshness = (a: RankingSetting, b: RankingSetting): boolean =>
  a.freshnessHours === b.freshnessHours && a.freshnessPower === b.freshnessPower;

const distinctFreshness = (settings: readonly RankingSetting[]): readonly RankingSetting[] =>
  settings.filter((setting, at) => settings.findIndex((each) => isSameFreshness(each, setting)) === at);

/** The best few of many; a sort of all would be most of an Edition's cost. Of equals, those offered first stay. */
class TopStories {
  readonly #length: number;
  readonly #best: { readonly storyId: string; readonly score: number }[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  offer(storyId: string, score: number): void {
    const best = this.#best;
    if (best.length === this.#length && score <= best.at(-1)!.score) return;
    if (best.length === this.#length) best.pop();
    const place = best.findIndex((each) => each.score < score);
    best.splice(place < 0 ? best.length : place, 0, { storyId, score });
  }

  ids(): string[] {
    return this.#best.map(({ storyId }) => storyId);
  }
}
