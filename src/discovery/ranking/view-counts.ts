import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts, type DecayedCountsState } from './decayed-counts.js';
import { settings as allSettings, type RankingSetting } from './setting.js';
import { SiteClock, type SiteClockState } from './site-clock.js';
import { type FactsById, slotMs, slotOf, type Tally } from './tally.js';
import { TrailingCounts } from './trailing-counts.js';
import { RankingTuner, type TunerState } from './tuning.js';

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
    const slots = bySlot(tallies);
    if (!this.#clock && slots.size === 0) return;
    this.#clock ??= SiteClock.startingAt(Math.min(...slots.keys()));
    while (this.#clock.through < through) {
      const slot = this.#clock.through;
      this.#takeIn(slots.get(slot) ?? noViews, slot, through);
      if ((slot + slotMs) % hourMs === 0) this.#turnHour(facts, slot + slotMs);
    }
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

  #takeIn({ storyIds, views }: SlotViews, slot: Instant, through: Instant): void {
    const clock = this.#clock!;
    clock.advance(views.reduce((sum, each) => sum + each, 0));
    const isOfToday = slot >= this.#today.since(through);
    for (let at = 0; at < storyIds.length; at += 1) {
      const [storyId, count] = [storyIds[at]!, views[at]!];
      this.#tuner.judge(storyId, count);
      this.#now.add(storyId, clock.siteHours, count);
      this.#week.add(storyId, (slot + slotMs) / hourMs, count);
      if (isOfToday) this.#today.add(storyId, slot, count);
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

/** The views of one slot: the same place in both arrays is one story. */
interface SlotViews {
  readonly storyIds: string[];
  readonly views: number[];
}

const noViews: SlotViews = { storyIds: [], views: [] };

/** One and the same string for each story: a look-up of a string that the map holds itself costs a tenth of another's. */
function bySlot(tallies: readonly Tally[]): Map<Instant, SlotViews> {
  const slots = new Map<Instant, SlotViews>();
  const names = new Map<string, string>();
  for (const { storyId, startsAt, validViews } of tallies) {
    if (validViews <= 0) continue;
    const known = names.get(storyId);
    if (known === undefined) names.set(storyId, storyId);
    const slot = slotOf(startsAt);
    const own = slots.get(slot) ?? { storyIds: [], views: [] };
    if (own.views.length === 0) slots.set(slot, own);
    own.storyIds.push(known ?? storyId);
    own.views.push(validViews);
  }
  return slots;
}
