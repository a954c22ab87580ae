import { dayMs, hourMs, type Instant } from '../../base/clock.js';
import { buildEdition, type Edition } from '../edition.js';
import { slotOf } from '../ranking/tally.js';
import { ViewCounts } from '../ranking/view-counts.js';
import type { PoolFacts } from '../recommendation/build-pool.js';
import type { RecommendationDials } from '../recommendation/dials.js';
import { likeness } from '../recommendation/diversify.js';
import { recommend } from '../recommendation/recommend.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import { type StoryVector, storyVector } from '../recommendation/story-vector.js';
import { stemOf } from '../text/stems.js';
import { mean } from './metrics.js';
import type { MindStory, SlateRow } from './mind.js';
import { gini, intraListDistance, miscalibration } from './variety.js';

export interface VarietyScore {
  /** Mean over lists; 1 is nothing in common. */
  readonly intraListDistance: number;
  /** How unevenly all shown places fall on sections. */
  readonly sectionGini: number;
  /** Distance of the shown sections from those of the stories that could be shown, in bits. */
  readonly miscalibration: number;
  /** Share of the stories that could be shown in a day which some page showed, mean of days. */
  readonly coverageInADay: number;
  readonly neverShown: number;
  readonly lists: number;
}

/**
 * The product end to end on real slates: an Edition every hour from the clicks before it, and the recommendation of every
 * story that could be a page. Only stories of which text and section are known take part, so the pool is small.
 */
export function replayLists(
  rows: readonly SlateRow[],
  stories: readonly MindStory[],
  dialsByName: Readonly<Record<string, RecommendationDials>>,
): ReadonlyMap<string, VarietyScore> {
  const sheets = new Map(Object.keys(dialsByName).map((name) => [name, new VarietySheet()]));
  for (const edition of hourlyEditions(rows, stories)) {
    for (const [name, dials] of Object.entries(dialsByName)) {
      for (const page of edition.pool) {
        const list = recommend(page, edition, new Set(), dials).map(({ storyId }) => storyId);
        sheets.get(name)!.note(edition, list);
      }
    }
  }
  return new Map([...sheets].map(([name, sheet]) => [name, sheet.score()]));
}

/** At each full hour of the log, an Edition from what came before. */
export function* hourlyEditions(rows: readonly SlateRow[], stories: readonly MindStory[]): Iterable<Edition> {
  const known = new Map(stories.map((story) => [story.storyId, story]));
  const vectors = new Map(stories.map((story) => [story.storyId, vectorOf(story)]));
  const facts = new Map<string, PoolFacts>();
  const views = new ViewCounts();
  const slates = new SlateCounts();
  let hour = Math.floor((rows[0]?.at ?? 0) / hourMs);
  let pending: SlateRow[] = [];
  for (const row of rows) {
    if (row.at >= (hour + 1) * hourMs) {
      takeIn(pending, known, facts, views, slates, (hour + 1) * hourMs);
      pending = [];
      hour = Math.floor(row.at / hourMs);
      yield buildEdition({
        number: hour,
        now: hour * hourMs,
        views,
        slates,
        facts,
        vectors,
        counts: new Map(),
      });
    }
    pending.push(row);
  }
}

function takeIn(
  rows: readonly SlateRow[],
  known: ReadonlyMap<string, MindStory>,
  facts: Map<string, PoolFacts>,
  views: ViewCounts,
  slates: SlateCounts,
  through: Instant,
): void {
  for (const { at, storyIds, clicked } of rows) {
    const expected = clicked.filter(Boolean).length / storyIds.length;
    storyIds.forEach((storyId, index) => {
      const story = known.get(storyId);
      if (!story) return;
      slates.addClicks(storyId, at / hourMs, clicked[index] ? 1 : 0, expected);
      if (facts.has(storyId)) return;
      facts.set(storyId, {
        storyId,
        firstPublishedAt: at,
        sectionPath: story.section,
        clusterHead: storyId,
        language: 'en',
      });
    });
  }
  const tallies = rows.flatMap(({ at, storyIds, clicked }) =>
    storyIds
      .filter((storyId, index) => clicked[index] && known.has(storyId))
      .map((storyId) => ({ storyId, startsAt: slotOf(at), validViews: 1 })),
  );
  views.add(tallies, facts, through);
}

function vectorOf({ headline, topic, section }: MindStory): StoryVector {
  const words = headline.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return storyVector(new Map(words.map((word) => [stemOf(word, 'en'), 1])), [topic], section);
}

class VarietySheet {
  readonly #distances: number[] = [];
  readonly #sections = new Map<string, number>();
  readonly #mix = new Map<string, number>();
  readonly #days = new Map<number, { readonly shown: Set<string>; readonly open: Set<string> }>();
  readonly #shown = new Set<string>();
  readonly #open = new Set<string>();

  note(edition: Edition, list: readonly string[]): void {
    const pool = new Map(edition.pool.map((candidate) => [candidate.storyId, candidate]));
    const stories = list.map((storyId) => pool.get(storyId)!);
    this.#distances.push(intraListDistance(stories, (a, b) => 1 - likeness(a, b)));
    const number = Math.floor(edition.builtAt / dayMs);
    const day = this.#days.get(number) ?? { shown: new Set<string>(), open: new Set<string>() };
    this.#days.set(number, day);
    for (const { storyId, sectionPath } of stories) {
      this.#sections.set(sectionPath, (this.#sections.get(sectionPath) ?? 0) + 1);
      day.shown.add(storyId);
      this.#shown.add(storyId);
    }
    for (const { storyId, sectionPath } of edition.pool) {
      day.open.add(storyId);
      if (!this.#open.has(storyId)) this.#mix.set(sectionPath, (this.#mix.get(sectionPath) ?? 0) + 1);
      this.#open.add(storyId);
      if (!this.#sections.has(sectionPath)) this.#sections.set(sectionPath, 0);
    }
  }

  score(): VarietyScore {
    return {
      intraListDistance: mean(this.#distances),
      sectionGini: gini([...this.#sections.values()]),
      miscalibration: miscalibration(this.#sections, this.#mix),
      coverageInADay: mean([...this.#days.values()].map(({ shown, open }) => shown.size / open.size)),
      neverShown: 1 - this.#shown.size / Math.max(1, this.#open.size),
      lists: this.#distances.length,
    };
  }
}
