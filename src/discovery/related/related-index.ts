import type { AnalysedStory } from '../text/analyse.js';
import { Archive } from './archive.js';
import type { Candidate } from './candidate.js';
import { evidenceFinder } from './evidence.js';
import { Gains } from './gains.js';
import { grown } from './growing-array.js';
import { neighbourScores } from './neighbour-scores.js';
import { poolFor } from './pool.js';
import { type QueryVector, queryVector } from './query-vector.js';
import { listWeights, scoringWeights } from './related-weights.js';
import { Vocabulary } from './vocabulary.js';

export interface ScoreOptions {
  /** How often readers went from this story to another, by the other's id; fewer than ten count as none. */
  readonly followed?: ReadonlyMap<string, number>;
  /** How many candidates come back (200 at most, and by default). */
  readonly limit?: number;
}

/**
 * The index of Related: holds every published story in memory (a bounded size each, told by `bytes`) and answers which
 * ones a story is related to in time that hardly grows with the archive. Who may be listed (published, not withdrawn,
 * not in the future) is decided by who is added.
 */
export class RelatedIndex {
  #archive = new Archive(new Vocabulary());
  #sums: Float32Array = new Float32Array(0);
  readonly #gains = new Gains();

  get size(): number {
    return this.#archive.size;
  }

  /** Estimated memory in bytes: exact for the typed arrays, by rule of thumb for V8's maps and strings. */
  get bytes(): number {
    return this.#archive.bytes + this.#sums.byteLength + this.#gains.values.byteLength;
  }

  get bytesPerStory(): number {
    return this.size === 0 ? 0 : this.bytes / this.size;
  }

  has(id: string): boolean {
    return this.#archive.slotOf(id) !== undefined;
  }

  /** Adds a story, or puts its new version in the place of the old one. */
  add(story: AnalysedStory): void {
    this.remove(story.id);
    this.#archive.add(story);
  }

  /** Takes a story out; false if it was not there. */
  remove(id: string): boolean {
    const removed = this.#archive.remove(id);
    const traces = this.#archive.slots - this.#archive.size;
    if (traces > scoringWeights.tracesKept && traces > this.#archive.size / 2) {
      this.#archive = this.#archive.compacted();
    }
    return removed;
  }

  /**
   * The scoring before re-ranking: the stories nearest to this one, best first, each with the evidence. The story need
   * not be in the index and is never its own candidate. Cosine of weighted stems with the rarity once in the product,
   * feedback from the nearest stories, scores regularised over neighbours; formulas in docs/related-notes.md.
   */
  score(story: AnalysedStory, options: ScoreOptions = {}): Candidate[] {
    const archive = this.#archive;
    const query = queryVector(story, archive);
    const pool = this.#poolWithFollowed(story, query, options.followed);
    const scored = this.#scorePool(query, pool);
    const evidenceOf = evidenceFinder(story, query, archive);
    return scored
      .map((entry) => {
        const followed = followedBy(archive.entryOf(entry.slot)!.id, options.followed);
        return { ...entry, followed, score: withFollowed(entry.score, followed) };
      })
      .sort((a, b) => b.score - a.score || b.slot - a.slot)
      .slice(0, options.limit ?? scoringWeights.poolStories)
      .map(({ slot, score, similarity, followed }) => {
        const { id, section, publishedAt } = archive.entryOf(slot)!;
        const evidence = evidenceOf(slot, followed);
        return {
          id,
          score,
          similarity,
          section,
          evidence,
          ...(publishedAt !== undefined && { publishedAt }),
        };
      });
  }

  /** Which older stories' lists a new or changed story may enter: the ids of its own nearest, at most `limit`. */
  affectedBy(story: AnalysedStory, limit = 30): string[] {
    return this.score(story, { limit })
      .filter(({ score }) => score >= listWeights.floor)
      .map(({ id }) => id);
  }

  /** Cosine of two stories of the index, 0 to 1; 0 if one of them is not there. */
  similarity(a: string, b: string): number {
    const slotA = this.#archive.slotOf(a);
    const slotB = this.#archive.slotOf(b);
    if (slotA === undefined || slotB === undefined) return 0;
    this.#spread(slotA);
    return this.#cosine(slotB, this.#archive.exactNorm(slotB));
  }

  #poolWithFollowed(story: AnalysedStory, query: QueryVector, followed: ScoreOptions['followed']): number[] {
    this.#sums = grown(this.#sums, this.#archive.slots);
    const pool = poolFor(query, this.#archive, this.#sums, this.#archive.slotOf(story.id));
    const known = new Set(pool);
    for (const id of followed?.keys() ?? []) {
      const slot = this.#archive.slotOf(id);
      if (slot !== undefined && id !== story.id && followedBy(id, followed) > 0) known.add(slot);
    }
    return [...known];
  }

  #scorePool(
    query: QueryVector,
    pool: readonly number[],
  ): { slot: number; score: number; similarity: number }[] {
    const { feedbackStrength, neighbourStrength } = scoringWeights;
    const norms = pool.map((slot) => this.#archive.exactNorm(slot));
    this.#gains.clear(this.#archive.vocabulary.size);
    for (const { term, weight } of query.terms) {
      this.#gains.add(term, (weight * this.#archive.vocabulary.rarity(term)) / query.norm);
    }
    const similarities = pool.map((slot, at) => this.#cosine(slot, norms[at]!));
    this.#feedBack(pool, similarities, norms);
    const fed = pool.map((slot, at) => this.#cosine(slot, norms[at]!));
    const best = 1 / ((1 + feedbackStrength) * (1 + neighbourStrength));
    return this.#regularised(pool, similarities, fed, norms).map(([slot, score, similarity]) => ({
      slot,
      similarity: Math.min(1, similarity),
      score: Math.min(1, score * best),
    }));
  }

  /** Rocchio's step: the gains move towards the mean of the nearest stories that are not copies. */
  #feedBack(pool: readonly number[], similarities: readonly number[], norms: readonly number[]): void {
    const { feedbackStories, feedbackStrength, feedbackCopyAbove } = scoringWeights;
    const teachers = pool
      .map((slot, at) => ({ slot, similarity: similarities[at]!, norm: norms[at]! }))
      .filter(({ similarity }) => similarity > 0 && similarity <= feedbackCopyAbove)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, feedbackStories);
    for (const { slot, norm } of teachers) this.#addToGains(slot, feedbackStrength / teachers.length / norm);
  }

  #regularised(
    pool: readonly number[],
    similarities: readonly number[],
    fed: readonly number[],
    norms: readonly number[],
  ): [slot: number, score: number, similarity: number][] {
    const order = pool.map((_, at) => at).sort((a, b) => fed[b]! - fed[a]!);
    const near = order.slice(0, scoringWeights.neighbourPool);
    const matrix = this.#similarityMatrix(
      near.map((at) => pool[at]!),
      near.map((at) => norms[at]!),
      near.map((at) => similarities[at]!),
    );
    const own = near.length === 0 ? 0 : fed[near[0]!]!;
    const scores = neighbourScores(
      [...near.map((at) => fed[at]!), own],
      matrix,
      scoringWeights.neighbourStrength,
      scoringWeights.neighbours,
    );
    return order.map((at, rank) => [
      pool[at]!,
      rank < near.length ? scores[rank]! : fed[at]!,
      similarities[at]!,
    ]);
  }

  /** Cosines of all pairs, with the asking story (whose cosines are known) as the last row and column. */
  #similarityMatrix(
    slots: readonly number[],
    norms: readonly number[],
    toQuery: readonly number[],
  ): Float32Array[] {
    const rows = Array.from({ length: slots.length + 1 }, () => new Float32Array(slots.length + 1));
    slots.forEach((slot, row) => {
      this.#spread(slot);
      for (let column = row + 1; column < slots.length; column += 1) {
        const value = this.#cosine(slots[column]!, norms[column]!);
        rows[row]![column] = value;
        rows[column]![row] = value;
      }
      rows[row]![slots.length] = toQuery[row]!;
      rows[slots.length]![row] = toQuery[row]!;
    });
    return rows;
  }

  /** Makes the gains those of one story of the index. */
  #spread(slot: number): void {
    this.#gains.clear(this.#archive.vocabulary.size);
    this.#addToGains(slot, 1 / this.#archive.exactNorm(slot));
  }

  #addToGains(slot: number, factor: number): void {
    this.#archive.forward.forEachTerm(slot, (term, weight) => {
      this.#gains.add(term, weight * this.#archive.vocabulary.rarity(term) * factor);
    });
  }

  #cosine(slot: number, norm: number): number {
    return this.#archive.forward.dot(slot, this.#gains.values) / norm;
  }
}

function followedBy(id: string, followed: ScoreOptions['followed']): number {
  const times = followed?.get(id) ?? 0;
  return times >= scoringWeights.followedAtLeast ? times : 0;
}

/** Moves the score towards 1 by a share that grows with the readers who went there and never passes `followedGain`. */
function withFollowed(score: number, times: number): number {
  const share = (scoringWeights.followedGain * times) / (times + scoringWeights.followedHalfWay);
  return score + (1 - score) * share;
}
