import type { Archive } from './archive.js';
import { Gains } from './gains.js';
import { neighbourScores } from './neighbour-scores.js';
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

/** What is known of the stories of a pool, side by side. */
interface Pool {
  readonly slots: readonly number[];
  readonly norms: readonly number[];
  readonly similarities: readonly number[];
}

/** Scores the stories of a pool exactly. Keeps working memory of the size of the vocabulary between calls. */
export class PoolScorer {
  readonly #gains = new Gains();

  get bytes(): number {
    return this.#gains.values.byteLength;
  }

  /**
   * Best first. Cosine with the query; then with the query moved towards its nearest stories, plus how near the two
   * stand by the company their words keep; then regularised over neighbours.
   */
  score(archive: Archive, space: TermSpace, query: QueryVector, slots: readonly number[]): ScoredSlot[] {
    this.#gains.clear(archive.vocabulary.size);
    for (const { term, weight } of query.terms) {
      this.#gains.add(term, (weight * archive.vocabulary.rarity(term)) / query.norm);
    }
    const norms = slots.map((slot) => archive.exactNorm(slot));
    const cosines = () => slots.map((slot, at) => this.#cosine(archive, slot, norms[at]!));
    const pool = { slots, norms, similarities: cosines() };
    this.#feedBack(archive, pool);
    const texts = cosines();
    const order = texts.map((_, at) => at).sort((a, b) => texts[b]! - texts[a]!);
    const near = order.slice(0, scoringWeights.comparedStories);
    const place = space.placeOf(query.rareTerms);
    const companies = near.map((at) =>
      Math.max(0, nearness(place, space.placeOf(archive.rareTerms(slots[at]!)))),
    );
    const weights = weightsIn(archive.size);
    const sums = near.map((at, rank) => texts[at]! + weights.company * companies[rank]!);
    const means = this.#neighbourMeans(archive, pool, near, sums);
    return order
      .map((at, rank) => {
        const parts = { text: texts[at]!, company: companies[rank] ?? 0, neighbours: means[rank] ?? 0 };
        const similarity = Math.min(1, pool.similarities[at]!);
        return { slot: slots[at]!, similarity, parts, score: weighted(parts, weights) };
      })
      .sort((a, b) => b.score - a.score);
  }

  /** Cosine of two stories of the archive, 0 to 1. */
  similarity(archive: Archive, a: number, b: number): number {
    this.#spread(archive, a);
    return this.#cosine(archive, b, archive.exactNorm(b));
  }

  /** Rocchio's step: the gains move towards the mean of the nearest stories that are not copies. */
  #feedBack(archive: Archive, { slots, norms, similarities }: Pool): void {
    const { feedbackStories, feedbackStrength, feedbackCopyAbove } = scoringWeights;
    const teachers = slots
      .map((slot, at) => ({ slot, similarity: similarities[at]!, norm: norms[at]! }))
      .filter(({ similarity }) => similarity > 0 && similarity <= feedbackCopyAbove)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, feedbackStories);
    for (const { slot, norm } of teachers) {
      this.#addToGains(archive, slot, feedbackStrength / teachers.length / norm);
    }
  }

  /** What the neighbours of the nearest have, in their order; the asking story has as much as the best of them. */
  #neighbourMeans(
    archive: Archive,
    pool: Pool,
    near: readonly number[],
    sums: readonly number[],
  ): readonly number[] {
    const similarities = this.#similarityMatrix(archive, pool, near);
    const means = neighbourScores([...sums, Math.max(0, ...sums)], similarities, scoringWeights.neighbours);
    return means.slice(0, near.length);
  }

  /** Cosines of all pairs, with the asking story (whose cosines are known) as the last row and column. */
  #similarityMatrix(archive: Archive, pool: Pool, near: readonly number[]): Float32Array[] {
    const rows = Array.from({ length: near.length + 1 }, () => new Float32Array(near.length + 1));
    const asking = near.length;
    near.forEach((at, row) => {
      this.#spread(archive, pool.slots[at]!);
      for (let column = row + 1; column < near.length; column += 1) {
        const other = near[column]!;
        const value = this.#cosine(archive, pool.slots[other]!, pool.norms[other]!);
        rows[row]![column] = value;
        rows[column]![row] = value;
      }
      rows[row]![asking] = pool.similarities[at]!;
      rows[asking]![row] = pool.similarities[at]!;
    });
    return rows;
  }

  /** Makes the gains those of one story of the archive. */
  #spread(archive: Archive, slot: number): void {
    this.#gains.clear(archive.vocabulary.size);
    this.#addToGains(archive, slot, 1 / archive.exactNorm(slot));
  }

  #addToGains(archive: Archive, slot: number, factor: number): void {
    archive.forward.forEachTerm(slot, (term, weight) => {
      this.#gains.add(term, weight * archive.vocabulary.rarity(term) * factor);
    });
  }

  #cosine(archive: Archive, slot: number, norm: number): number {
    return archive.forward.dot(slot, this.#gains.values) / norm;
  }
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
