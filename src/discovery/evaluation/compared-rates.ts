import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts } from '../ranking/decayed-counts.js';
import { clickFeatures } from '../recommendation/appeal.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import { weights } from '../recommendation/weights.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';
import { auc } from './metrics.js';
import type { SlateRow } from './mind.js';
import { eachClick } from './ranker-fit.js';

/** Memories of clicks and of expected clicks, beside the one of the product: a quarter of an hour to three days. */
const halfLivesHours = [0.25, 1, 6, 24, 72] as const;
/** Clicks and expected clicks added to each before their ratio is taken, as the product does (recommendation/appeal.ts). */
const prior = 3;

/** A story of a slate, with all that could be known of it before the slate was shown. */
type Known = ReadonlyMap<string, number>;

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
interface KnownSlate {
  readonly row: SlateRow;
  readonly known: readonly Known[];
}

function* knownSlates(rows: readonly SlateRow[]): Iterable<KnownSlate> {
  const counts = new SlateCounts();
  const clicks = new DecayedCounts(halfLivesHours);
  const expected = new DecayedCounts(halfLivesHours);
  const firstShownAt = new Map<string, Instant>();
  for (const row of rows) {
    const { at, storyIds, clicked } = row;
    const hour = at / hourMs;
    const turn = (2 * Math.PI * (hour % 24)) / 24;
    const known = storyIds.map((storyId) => {
      const own = clickFeatures(counts.of(storyId, at), (at - (firstShownAt.get(storyId) ?? at)) / hourMs);
      const windows = halfLivesHours.flatMap((hours): [string, number][] => {
        const [got, due] = [clicks.at(storyId, hour, hours), expected.at(storyId, hour, hours)];
        return [
          [`rate of ${hours} h`, Math.log((got + prior) / (due + prior))],
          [`clicks of ${hours} h`, Math.log1p(got)],
          [`shown in ${hours} h`, Math.log1p(due)],
        ];
      });
      return new Map<string, number>([
        ...Object.entries(own),
        ...windows,
        ['age × morning', own.age * Math.sin(turn)],
        ['age × noon', -own.age * Math.cos(turn)],
      ]);
    });
    yield { row, known };
    const share = clicked.filter(Boolean).length / storyIds.length;
    storyIds.forEach((storyId, place) => {
      const got = clicked[place] ? 1 : 0;
      counts.addClicks(storyId, hour, got, share);
      if (got > 0) clicks.add(storyId, hour, got);
      if (share > 0) expected.add(storyId, hour, share);
      if (!firstShownAt.has(storyId)) firstShownAt.set(storyId, at);
    });
  }
}

export interface ComparedRates {
  /** AUC of each judged slate by the name of the comparison, the shipped weights first. */
  readonly aucs: ReadonlyMap<string, readonly number[]>;
  /** Who was shown each. */
  readonly personIds: readonly string[];
}

/** From and until where a log is learned from; what comes then is judged. Before, there is too little of a past. */
const learnedFrom = 0.2;
const learnedUntil = 0.6;

/**
 * What more knowledge of a story's clicks would be worth: weights of each set of groups are fitted to the middle of a log, as
 * a conditional logit, and judged on its end beside the shipped ones. Slates strictly in time order.
 */
export function compareRates(
  rows: readonly SlateRow[],
  comparisons: Readonly<Record<string, readonly FeatureGroup[]>>,
): ComparedRates {
  const slates = [...knownSlates(rows)];
  const [from, until] = [learnedFrom, learnedUntil].map((share) => Math.floor(share * rows.length));
  const learned = slates.slice(from, until);
  const judged = slates
    .slice(until)
    .filter(({ row: { clicked } }) => clicked.includes(true) && clicked.includes(false));
  const aucOf = (names: readonly string[], by: readonly number[]) =>
    judged.map(({ row, known }) =>
      auc(
        featuresOf(known, names).map((values) => values.reduce((sum, value, at) => sum + value * by[at]!, 0)),
        row.clicked,
      ),
    );
  const aucs = new Map([
    ['shipped weights', aucOf(groups.shipped, [weights.clicks.rate, weights.clicks.age])],
  ]);
  for (const [name, chosen] of Object.entries(comparisons)) {
    const names = chosen.flatMap((group) => groups[group]);
    const choices: Choice[] = learned.flatMap(({ row, known }) =>
      eachClick(featuresOf(known, names), row.clicked),
    );
    aucs.set(name, aucOf(names, fitConditionalLogit(choices, names.length).weights));
  }
  return { aucs, personIds: judged.map(({ row }) => row.personId) };
}

const featuresOf = (known: readonly Known[], names: readonly string[]): number[][] =>
  known.map((own) => names.map((name) => own.get(name)!));
