import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts, type DecayedCountsState, type DecayedSum } from './decayed-counts.js';
import { settings as allSettings, type RankingSetting } from './setting.js';
import { SiteClock, type SiteClockState } from './site-clock.js';
import { ViewsBySlot } from './slot-views.js';
import type { FactsById, Tally } from './tally.js';
import { TrailingCounts } from './trailing-counts.js';
import { type Credit, RankingTuner, type TunerState } from './tuning.js';

/** "This week" fades on the wall's clock: a Monday's story has lost half of its weight by Thursday. */
export const weekHalfLifeHours = 72;
const todayHours = 24;
/** What is being read this minute; only ever read beside the others, as a sign of a rise. */
const briefHalfLifeHours = 0.25;
const nowHalfLifeHours = 4;
/** A story whose views have faded to this is no longer read "now": it leaves the list and our memory. */
const leastViews = 0.02;

/** Views of a story, decayed with a half-life of 15 minutes and 4 hours (of usual traffic) and of 3 days. */
export interface ViewSignals {
  readonly brief: number;
  readonly now: number;
  readonly week: number;
}

export interface ViewCountsState {
  readonly version: 2;
  readonly clock: SiteClockState;
  readonly now: { readonly halfLivesHours: readonly number[]; readonly counts: DecayedCountsState };
  readonly week: DecayedCountsState;
  readonly today: ReturnType<TrailingCounts['serialise']>;
  readonly tuner: TunerState;
}

/**
 * All that the Ranking remembers of the past, as sums: fed with closed slots as they come, so that an Edition costs what is
 * new and not what has been. Rebuilt from tallies whenever it is lost; then "this week" begins where the tallies do.
 */
export class ViewCounts {
  readonly #settings: readonly RankingSetting[];
  #clock: SiteClock | undefined;
  readonly #now: DecayedCounts;
  readonly #week: DecayedCounts;
  readonly #today: TrailingCounts;
  readonly #tuner: RankingTuner;

  /** `settings` are what the site's past may choose from; one alone fixes it. */
  constructor(settings: readonly RankingSetting[] = allSettings, state?: ViewCountsState) {
    this.#settings = settings;
    this.#clock = state && new SiteClock(state.clock);
    const halfLives = new Set([
      briefHalfLifeHours,
      nowHalfLifeHours,
      ...settings.map((each) => each.halfLifeHours),
    ]);
    this.#now = new DecayedCounts([...halfLives], restorable(state, [...halfLives]));
    this.#week = new DecayedCounts([weekHalfLifeHours], state?.week);
    this.#today = new TrailingCounts(todayHours, state?.today);
    this.#tuner = new RankingTuner(settings, state?.tuner);
  }

  /** End of the last slot that was taken in; undefined before the first. */
  get through(): Instant | undefined {
    return this.#clock?.through;
  }

  get setting(): RankingSetting {
    return this.#tuner.setting;
  }

  /**
   * Takes in tallies of the slots from `through` (of this object) to `through` (the argument, the end of a slot); they may
   * come in any order. Tallies of slots taken in before are left out, so that asking twice counts once.
   */
  add(tallies: readonly Tally[], facts: FactsById, through: Instant): void {
    const slots = new ViewsBySlot(tallies);
    if (!this.#clock && slots.first === undefined) return;
    this.#clock ??= SiteClock.startingAt(slots.first!);
    while (this.#clock.through < through) this.#takeInHour(slots, facts, through);
  }

  /** Decayed views of "now" under the chosen setting; ids first, then the count of one. */
  get now(): { ids(): Iterable<string>; of(storyId: string): number } {
    const { halfLifeHours } = this.setting;
    const siteHours = this.#clock?.siteHours ?? 0;
    return { ids: () => this.#now.ids(), of: (storyId) => this.#now.at(storyId, siteHours, halfLifeHours) };
  }

  get today(): TrailingCounts {
    return this.#today;
  }

  weekAt(now: Instant): { ids(): Iterable<string>; of(storyId: string): number } {
    return { ids: () => this.#week.ids(), of: (storyId) => this.#week.at(storyId, now / hourMs) };
  }

  /** Decayed views of one story over three memories: what the recommendation's ranker reads (recommendation/appeal.ts). */
  signalsOf(storyId: string): ViewSignals {
    const siteHours = this.#clock?.siteHours ?? 0;
    return {
      brief: this.#now.at(storyId, siteHours, briefHalfLifeHours),
      now: this.#now.at(storyId, siteHours, nowHalfLifeHours),
      week: this.#week.at(storyId, (this.through ?? 0) / hourMs),
    };
  }

  /** A copy that may be fed with slots still open, for a list that cannot wait for their end. */
  copy(): ViewCounts {
    return new ViewCounts(this.#settings, this.serialise());
  }

  /** Undefined before the first tally. */
  serialise(): ViewCountsState | undefined {
    return (
      this.#clock && {
        version: 2,
        clock: this.#clock.serialise(),
        now: { halfLivesHours: this.#now.halfLivesHours, counts: this.#now.serialise() },
        week: this.#week.serialise(),
        today: this.#today.serialise(),
        tuner: this.#tuner.serialise(),
      }
    );
  }

  /** The slots up to the end of the hour, or of `through`. In it each story is looked up once. */
  #takeInHour(slots: ViewsBySlot, facts: FactsById, through: Instant): void {
    const clock = this.#clock!;
    const started = clock.through;
    const end = Math.min(through, (Math.floor(started / hourMs) + 1) * hourMs);
    const sums = new SumsOfHour(slots.storyIds.length);
    while (clock.through < end) {
      const { stories, views } = slots.at(clock.through);
      clock.advance(sumOf(views));
      for (const story of stories) if (sums.now[story] === undefined) this.#lookUp(story, slots, sums);
      this.#takeInSlot(stories, views, sums);
    }
    if (started >= this.#today.since(through))
      for (const story of sums.read) this.#today.add(slots.storyIds[story]!, started, sums.views[story]!);
    if (clock.through % hourMs === 0) this.#turnHour(facts, clock.through);
  }

  #lookUp(story: number, slots: ViewsBySlot, sums: SumsOfHour): void {
    const storyId = slots.storyIds[story]!;
    sums.now[story] = this.#now.sumOf(storyId);
    sums.week[story] = this.#week.sumOf(storyId);
    sums.credit[story] = this.#tuner.creditedFor(storyId);
    sums.read.push(story);
  }

  /** The views at each place are of the story at the same place; the clock stands at the end of the slot. */
  #takeInSlot(stories: Int32Array, views: Float64Array, sums: SumsOfHour): void {
    const { siteHours, through } = this.#clock!;
    this.#now.addEach(sums.now, stories, siteHours, views);
    this.#week.addEach(sums.week, stories, through / hourMs, views);
    for (let at = 0; at < stories.length; at += 1) {
      const [story, seen] = [stories[at]!, views[at]!];
      this.#tuner.judge(sums.credit[story]!, seen);
      sums.views[story]! += seen;
    }
  }

  #turnHour(facts: FactsById, now: Instant): void {
    const siteHours = this.#clock!.siteHours;
    this.#now.forget(siteHours, leastViews);
    this.#week.forget(now / hourMs, leastViews);
    this.#today.moveTo(now);
    this.#tuner.forecast(this.#now, facts, siteHours, now);
  }
}

/** Sums of other half-lives (another version's, or another choice's) cannot be read as ours. */
function restorable(
  state: ViewCountsState | undefined,
  halfLivesHours: readonly number[],
): DecayedCountsState | undefined {
  return state && String(state.now.halfLivesHours) === String(halfLivesHours) ? state.now.counts : undefined;
}

function sumOf(views: Float64Array): number {
  let sum = 0;
  for (const each of views) sum += each;
  return sum;
}

/** What the stories read within an hour add to, by their numbers. */
class SumsOfHour {
  readonly now: DecayedSum[];
  readonly week: DecayedSum[];
  readonly credit: Credit[];
  readonly views: Float64Array;
  /** Numbers, in the order of their first views. */
  readonly read: number[] = [];

  constructor(stories: number) {
    this.now = new Array(stories);
    this.week = new Array(stories);
    this.credit = new Array(stories);
    this.views = new Float64Array(stories);
  }
}
