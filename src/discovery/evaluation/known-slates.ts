import { hourMs, type Instant } from '../../base/clock.js';
import { clickFeatures } from '../recommendation/appeal.js';
import type { SlateRow } from './mind.js';
import { halfLivesHours, SlatePast, type StoryPast } from './slate-past.js';

/** Clicks and expected clicks added to each before their ratio is taken, as the product does (recommendation/appeal.ts). */
const prior = 3;

/** What a ranker may look at, in groups. Trend is the difference of two rates, so it is within the rates. */
const groups = {
  shipped: ['rate', 'age'],
  rates: halfLivesHours.map((hours) => `rate of ${hours} h`),
  clicks: halfLivesHours.map((hours) => `clicks of ${hours} h`),
  shown: halfLivesHours.map((hours) => `shown in ${hours} h`),
  hour: ['age × morning', 'age × noon'],
} as const;

export type FeatureGroup = keyof typeof groups;

/** The moment of a slate and what was known of its stories; features of nothing later. */
export interface KnownSlate {
  readonly row: SlateRow;
  /** Of each story, in the order of the slate. */
  readonly known: readonly ReadonlyMap<string, number>[];
}

/**
 * Whose doings are known: everyone's, as on a server that follows nobody, or those of all but the reader who is shown the slate.
 * What is worth something in the first and nothing in the second is what this reader has just seen or done.
 */
export type Knowledge = 'everyone' | 'other readers';

export function* knownSlates(
  rows: readonly SlateRow[],
  knowledge: Knowledge = 'everyone',
): Iterable<KnownSlate> {
  const past = new SlatePast();
  for (const row of rows) {
    const { at, personId, storyIds } = row;
    const known = storyIds.map((storyId) =>
      features(knowledge === 'everyone' ? past.of(storyId, at) : past.without(personId, storyId, at), at),
    );
    yield { row, known };
    past.learn(row);
  }
}

function features({ slates, windows, firstShownAt }: StoryPast, at: Instant): Map<string, number> {
  const own = clickFeatures(slates, (at - (firstShownAt ?? at)) / hourMs);
  const turn = (2 * Math.PI * hourOfDay(at)) / 24;
  return new Map([
    ...Object.entries(own),
    ...windows.flatMap(({ clicks, expected }, index): [string, number][] => {
      const hours = halfLivesHours[index]!;
      return [
        [`rate of ${hours} h`, Math.log((clicks + prior) / (expected + prior))],
        [`clicks of ${hours} h`, Math.log1p(clicks)],
        [`shown in ${hours} h`, Math.log1p(expected)],
      ];
    }),
    ['age × morning', own.age * Math.sin(turn)],
    ['age × noon', -own.age * Math.cos(turn)],
  ]);
}

export const hourOfDay = (at: Instant): number => (at / hourMs) % 24;

/** The features of these groups, a row for each story of the slate. */
export function featuresOf({ known }: KnownSlate, chosen: readonly FeatureGroup[]): number[][] {
  const names = chosen.flatMap((group) => groups[group]);
  return known.map((own) => names.map((name) => own.get(name)!));
}
