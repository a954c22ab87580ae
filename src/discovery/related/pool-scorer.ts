import type { Archive } from './archive.js';
import { neighbourScores } from './neighbour-scores.js';
import { PoolTexts, TermNumbers } from './pool-texts.js';
import type { QueryVector } from './query-vector.js';
import { scoringWeights } from './related-weights.js';
import { nearness, type TermSpace } from './term-space.js';

/** What a score is the weighted sum of. */
export interface ScoreParts {
  /** Cosine with the query after feedback; the story's own words and those of its nearest. */
  readonly text: number;
  /** How near the two stand by the company their words keep, 0 to 1; 0 past the nearest that are compared. */
  readonly company: number;
  /** Mean of what the nearest other candidates have of the two parts above. */
  readonly neighbours: number;
}

export interface ScoredSlot {
  readonly slot: number;
  /** 0 to 1. */
  readonly score: number;
  readonly parts: ScoreParts;
  /** Cosine of the texts alone, 0 to 1. */
  readonly similarity: number;
}

/** Scores the stories of a pool exactly. Keeps working memory of the size of the vocabulary between calls. */
export class PoolScorer {
  readonly #numbers = new TermNumbers();

  get bytes(): number {
    return this.#numbers.bytes;
  }

  /**
   * Best first. Cosine with the query; then with the query moved towards its nearest stories, plus how near the two
   * stand by the company their words keep; then regularised over neighbours.
   */
  score(archive: Archive, space: TermSpace, query: QueryVector, slots: readonly number[]): ScoredSlot[] {
    const pool = new PoolTexts(archive, slots, query, this.#numbers);
    const asking = slots.length;
    const gains = pool.emptyGains();
    pool.addTo(gains, asking, 1);
    const similarities = pool.cosines(gains);
    feedBack(pool, gains, similarities);
    const texts = pool.cosines(gains);
    const order = texts.map((_, at) => at).sort((a, b) => texts[b]! - texts[a]!);
    const near = order.slice(0, scoringWeights.comparedStories);
    const place = space.placeOf(pool.rareTerms(asking));
    const companies = near.map((at) => Math.max(0, nearness(place, space.placeOf(pool.rareTerms(at)))));
    const weights = weightsIn(archive.size);
    const sums = near.map((at, rank) => texts[at]! + weights.company * companies[rank]!);
    // Who asks has as much as the best of them.
    const means = neighbourScores(
      [...sums, Math.max(0, ...sums)],
      pool.similarities([...near, asking]),
      scoringWeights.neighbours,
    );
    return order
      .map((at, rank) => {
        const neighbours = rank < near.length ? means[rank]! : 0;
        const parts = { text: texts[at]!, company: companies[rank] ?? 0, neighbours };
        const similarity = Math.min(1, similarities[at]!);
        return { slot: slots[at]!, similarity, parts, score: weighted(parts, weights) };
      })
      .sort((a, b) => b.score - a.score);
  }

  /** Cosine of two stories of the archive, 0 to 1. */
  similarity(archive: Archive, a: number, b: number): number {
    return new PoolTexts(archive, [a, b], noQuery, this.#numbers).similarities([0, 1])[1]!;
  }
}

const noQuery: QueryVector = { terms: [], norm: 1 };

/** Rocchio's step: the gains move towards the mean of the nearest stories that are not copies. */
function feedBack(pool: PoolTexts, gains: Float64Array, similarities: readonly number[]): void {
  const { feedbackStories, feedbackStrength, feedbackCopyAbove } = scoringWeights;
  const teachers = similarities
    .map((similarity, text) => ({ text, similarity }))
    .filter(({ similarity }) => similarity > 0 && similarity <= feedbackCopyAbove)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, feedbackStories);
  for (const { text } of teachers) pool.addTo(gains, text, feedbackStrength / teachers.length);
}

interface PartWeights {
  readonly company: number;
  readonly neighbours: number;
}

/** What the parts weigh beside the text in an archive of so many stories. */
const weightsIn = (stories: number): PartWeights => ({
  company: (scoringWeights.companyStrength * stories) / (stories + scoringWeights.companyHalfTaught),
  neighbours: scoringWeights.neighbourStrength,
});

/** Over the most that it can be, so that a score means the same in any archive. */
function weighted(parts: ScoreParts, { company, neighbours }: PartWeights): number {
  const most = (1 + scoringWeights.feedbackStrength + company) * (1 + neighbours);
  return Math.min(1, (parts.text + company * parts.company + neighbours * parts.neighbours) / most);
}
