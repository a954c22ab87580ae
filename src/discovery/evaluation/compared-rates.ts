import { seededRandom } from '../../base/seeded-random.js';
import { weights } from '../recommendation/weights.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';
import {
  type FeatureGroup,
  featuresOf,
  type Knowledge,
  type KnownSlate,
  knownSlates,
} from './known-slates.js';
import { auc, type Interval } from './metrics.js';
import type { SlateRow } from './mind.js';
import { eachClick } from './ranker-fit.js';
import { differenceOf, resampledRatio, sumsByUnit } from './resampled.js';

/** A score for each story of a slate; only their order counts. */
export type SlateRanker = (slate: KnownSlate) => number[];

export interface Comparison {
  readonly learn: (learned: readonly KnownSlate[]) => SlateRanker;
  /** Everyone's doings if not given. */
  readonly knowledge?: Knowledge;
  /** Another log, of which the same part is learned from. */
  readonly learnedFrom?: readonly SlateRow[];
}

export interface ComparedRates {
  /** AUC of each judged slate by the name of the comparison, the shipped weights first. */
  readonly aucs: ReadonlyMap<string, readonly number[]>;
  /** Who was shown each. */
  readonly personIds: readonly string[];
}

/** From and until where a log is learned from; what comes then is judged. Before, there is too little of a past. */
const learnedFromShare = 0.2;
const learnedUntilShare = 0.6;

export const shippedWeights = 'shipped weights';

/**
 * What more knowledge of a story's clicks would be worth: each ranker learns from the middle of a log and is judged on its end,
 * beside the shipped weights. Slates strictly in time order.
 */
export function compareRates(
  rows: readonly SlateRow[],
  comparisons: Readonly<Record<string, Comparison>>,
): ComparedRates {
  const { rate, age } = weights.clicks;
  const shipped: Comparison = {
    learn: () => (slate) => weighed(featuresOf(slate, ['shipped']), [rate, age]),
  };
  const parts = rememberedParts();
  const aucs = new Map<string, readonly number[]>();
  let personIds: readonly string[] = [];
  for (const [name, comparison] of Object.entries({ [shippedWeights]: shipped, ...comparisons })) {
    const { learn, knowledge, learnedFrom } = comparison;
    const own = parts(rows, knowledge);
    const rank = learn((learnedFrom ? parts(learnedFrom, knowledge) : own).learned);
    aucs.set(
      name,
      own.judged.map((slate) => auc(rank(slate), slate.row.clicked)),
    );
    personIds = own.judged.map(({ row }) => row.personId);
  }
  return { aucs, personIds };
}

/** How far one of the compared stands above another, with the interval that readers draw. */
export function leadOf({ aucs, personIds }: ComparedRates, name: string, over = shippedWeights): Interval {
  const byReader = (values: readonly number[]) =>
    sumsByUnit({ above: values, below: values.map(() => 1) }, (at) => personIds[at]!);
  const difference = differenceOf(byReader(aucs.get(name)!), byReader(aucs.get(over)!));
  return resampledRatio(difference, seededRandom(5));
}

/** Weights of these features, as a conditional logit. */
export const weightsOf =
  (groups: readonly FeatureGroup[]): Comparison['learn'] =>
  (learned) => {
    const choices: Choice[] = learned.flatMap((slate) =>
      eachClick(featuresOf(slate, groups), slate.row.clicked),
    );
    const found = fitConditionalLogit(choices, choices[0]!.options[0]!.length).weights;
    return (slate) => weighed(featuresOf(slate, groups), found);
  };

const weighed = (features: readonly (readonly number[])[], by: readonly number[]): number[] =>
  features.map((values) => values.reduce((sum, value, at) => sum + value * by[at]!, 0));

interface Parts {
  readonly learned: readonly KnownSlate[];
  readonly judged: readonly KnownSlate[];
}

/** What is known of a log takes longer to find than weights do, and is the same for all comparisons. */
function rememberedParts(): typeof partsOf {
  const found = new Map<readonly SlateRow[], Map<Knowledge, Parts>>();
  return (rows, knowledge = 'everyone') => {
    const own = found.get(rows) ?? new Map<Knowledge, Parts>();
    found.set(rows, own);
    const parts = own.get(knowledge) ?? partsOf(rows, knowledge);
    own.set(knowledge, parts);
    return parts;
  };
}

function partsOf(rows: readonly SlateRow[], knowledge: Knowledge = 'everyone'): Parts {
  const slates = [...knownSlates(rows, knowledge)];
  const [from, until] = [learnedFromShare, learnedUntilShare].map((share) => Math.floor(share * rows.length));
  return {
    learned: slates.slice(from, until),
    judged: slates
      .slice(until)
      .filter(({ row: { clicked } }) => clicked.includes(true) && clicked.includes(false)),
  };
}
