import { hourMs, type Instant } from '../../base/clock.js';
import type { DecayedCounts } from './decayed-counts.js';
import { defaultSetting, type RankingSetting, scoreOf } from './setting.js';
import type { FactsById, StoryFacts, Tally } from './tally.js';

/** A list that a setting would have shown, waiting for what readers do next. */
interface Forecast {
  readonly madeAt: Instant;
  /** For each setting, the stories that it would have listed. */
  readonly lists: readonly (readonly string[])[];
}

export interface TunerState {
  readonly hits: readonly number[];
  readonly forecasts: readonly Forecast[];
}

/** A list is on pages for minutes and in caches and minds for longer; it is judged by the views of the hours after it. */
const judgedHours = 6;
const listLength = 8;
/** What was best a month ago may not be: hits fade by half in two weeks. */
const hitHalfLifeHours = 14 * 24;
/** A setting leaves the default only for a real advantage, and changes seldom. */
const advantageNeeded = 1.005;
const hitsNeeded = 50;

/**
 * Chooses the setting of "now" from the site's own past: every hour each setting names the eight stories that it would list,
 * and the views of the next six hours say how good that was (follow the leader with fading memory). Nothing is known of a
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
    const fits = state?.hits.length === settings.length;
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

  /** Takes in the views of one slot: each open forecast is credited with those that fell on its stories. */
  judge(tallies: readonly Tally[]): void {
    for (const { storyId, validViews } of tallies) {
      for (const setting of this.#credited.get(storyId) ?? []) this.#hits[setting]! += validViews;
    }
  }

  /**
   * Once an hour: closes old forecasts and makes a new one from what has been counted until now; `counts` keep every half-life
   * of the settings.
   */
  forecast(counts: DecayedCounts, facts: FactsById, siteHours: number, now: Instant): void {
    this.#hits = this.#hits.map((hits) => hits * 2 ** (-1 / hitHalfLifeHours));
    const open = [...counts.ids()].flatMap((storyId) => facts.get(storyId) ?? []);
    const lists = this.#settings.map((setting) =>
      topOf(open, now, ({ storyId, firstPublishedAt }) =>
        scoreOf(setting, counts.at(storyId, siteHours, setting.halfLifeHours), now - firstPublishedAt),
      ),
    );
    this.#forecasts = this.#forecasts.filter(({ madeAt }) => madeAt > now - judgedHours * hourMs);
    this.#forecasts.push({ madeAt: now, lists });
    this.#credited = creditedIn(this.#forecasts);
  }

  serialise(): TunerState {
    return { hits: this.#hits, forecasts: this.#forecasts };
  }
}

const same = (a: RankingSetting, b: RankingSetting): boolean =>
  a.halfLifeHours === b.halfLifeHours &&
  a.priorViews === b.priorViews &&
  a.freshnessHours === b.freshnessHours &&
  a.freshnessPower === b.freshnessPower;

function creditedIn(forecasts: readonly Forecast[]): ReadonlyMap<string, readonly number[]> {
  const credited = new Map<string, number[]>();
  for (const { lists } of forecasts) {
    lists.forEach((list, setting) => {
      for (const storyId of list) credited.set(storyId, [...(credited.get(storyId) ?? []), setting]);
    });
  }
  return credited;
}

/** The best eight; a sort of all would be most of an Edition's cost. */
function topOf(open: readonly StoryFacts[], now: Instant, score: (story: StoryFacts) => number): string[] {
  const top: { readonly storyId: string; readonly score: number }[] = [];
  for (const story of open) {
    if (story.firstPublishedAt > now) continue;
    const own = { storyId: story.storyId, score: score(story) };
    if (top.length === listLength && own.score <= top.at(-1)!.score) continue;
    top.splice(top.length === listLength ? listLength - 1 : top.length, 1, own);
    top.sort((a, b) => b.score - a.score);
  }
  return top.map(({ storyId }) => storyId);
}
