import { seededRandom } from '../../base/seeded-random.js';
import type { ScoreParts } from '../related/pool-scorer.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';

/** A candidate of one story: the parts of its score, and what it is worth there by the marks of its set. */
export interface MarkedCandidate extends ScoreParts {
  readonly gain: number;
}

export interface MarkedSet {
  /** What the set counts beside others, whatever its size. */
  readonly share: number;
  /** The candidates of each story that asked, best scored first. */
  readonly queries: readonly (readonly MarkedCandidate[])[];
}

/** What the parts weigh beside the text, which weighs 1. */
export interface PartWeights {
  readonly company: number;
  readonly neighbours: number;
}

const pairsDrawn = 40;
/** Only the head of a list is read. */
const depth = 100;
/** Pairs that a set of share 1 counts as, so that the ridge weighs as little as it should. */
const pairsCounted = 1000;
const ridge = 0.1;
/** Differences of parts are of the size of a tenth. */
const scale = 10;

/**
 * The weights under which the better of two candidates of one story would most likely be put first: a logistic model of
 * the differences of their parts (Burges et al. 2005, "Learning to rank using gradient descent", with a linear scorer).
 * Pairs are drawn by a fixed seed and count by how far their gains lie apart.
 */
export function fitParts(sets: readonly MarkedSet[]): PartWeights {
  const choices = sets.flatMap(choicesOf);
  const { weights } = fitConditionalLogit(choices, 3, ridge);
  const [text, company, neighbours] = weights as [number, number, number];
  return { company: company / text, neighbours: neighbours / text };
}

function choicesOf({ share, queries }: MarkedSet): Choice[] {
  const random = seededRandom(5);
  return queries.flatMap((candidates) => {
    const pairs = drawPairs(candidates.slice(0, depth), random);
    return pairs.map(([better, worse, apart]) => ({
      options: [partsOf(better), partsOf(worse)],
      chosen: 0,
      times: (share * pairsCounted * apart) / (queries.length * pairs.length),
    }));
  });
}

type Pair = readonly [better: MarkedCandidate, worse: MarkedCandidate, apart: number];

/** The second of a pair is drawn near the top more often: what stands there and should not is what is to be learned. */
function drawPairs(candidates: readonly MarkedCandidate[], random: () => number): Pair[] {
  const most = Math.max(...candidates.map(({ gain }) => gain));
  const pairs: Pair[] = [];
  for (let draw = 0; draw < 5 * pairsDrawn && pairs.length < pairsDrawn && most > 0; draw += 1) {
    const one = candidates[Math.floor(random() * candidates.length)]!;
    const other = candidates[Math.floor(random() ** 2 * candidates.length)]!;
    const apart = Math.abs(one.gain - other.gain) / most;
    if (apart > 0) pairs.push(one.gain > other.gain ? [one, other, apart] : [other, one, apart]);
  }
  return pairs;
}

const partsOf = ({ text, company, neighbours }: ScoreParts): number[] => [
  scale * text,
  scale * company,
  scale * neighbours,
];
