import type { Instant } from '../../base/clock.js';
import type { AnalysedStory } from '../text/analyse.js';
import { Archive } from './archive.js';
import type { Candidate } from './candidate.js';
import { evidenceFinder } from './evidence.js';
import { followedBy, withFollowed } from './followed.js';
import { poolFor } from './pool.js';
import { PoolScorer, type ScoreParts } from './pool-scorer.js';
import { type QueryVector, queryVector } from './query-vector.js';
import { listWeights, scoringWeights } from './related-weights.js';
import { TermSpace } from './term-space.js';
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
  readonly #space = new TermSpace();
  readonly #scorer = new PoolScorer();

  get size(): number {
    return this.#archive.size;
  }

  /** Estimated memory in bytes: exact for the typed arrays, by rule of thumb for V8's maps and strings. */
  get bytes(): number {
    return this.#archive.bytes + this.#space.bytes + this.#scorer.bytes;
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
    const { vocabulary } = this.#archive;
    const slot = this.#archive.add(story);
    this.#space.learn(this.#archive.rareTerms(slot), (term) => vocabulary.storiesWith(term));
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
   * feedback from the nearest stories, the company that words keep, scores regularised over neighbours; formulas and
   * sources in docs/related.md.
   */
  score(story: AnalysedStory, options: ScoreOptions = {}): Candidate[] {
    const archive = this.#archive;
    const query = queryVector(story, archive);
    const pool = this.#poolWithFollowed(story, query, options.followed);
    const scored = this.#scorer.score(archive, this.#space, query, pool);
    const evidenceOf = evidenceFinder(story, query, archive);
    return scored
      .map((entry) => {
        const followed = followedBy(archive.entryOf(entry.slot)!.id, options.followed);
        return { ...entry, followed, textScore: entry.score, score: withFollowed(entry.score, followed) };
      })
      .sort((a, b) => b.score - a.score || b.slot - a.slot)
      .slice(0, options.limit ?? scoringWeights.poolStories)
      .map(({ slot, score, textScore, similarity, followed }) => {
        const { id, publishedAt } = archive.entryOf(slot)!;
        const evidence = evidenceOf(slot, followed);
        return {
          id,
          score,
          textScore,
          similarity,
          evidence,
          ...(publishedAt !== undefined && { publishedAt }),
        };
      });
  }

  /** What the scores of a story's candidates are made of, before weights: the weights are fitted on it. */
  parts(story: AnalysedStory): (ScoreParts & { readonly id: string })[] {
    const archive = this.#archive;
    const query = queryVector(story, archive);
    const pool = this.#poolWithFollowed(story, query, undefined);
    return this.#scorer
      .score(archive, this.#space, query, pool)
      .map(({ slot, parts }) => ({ ...parts, id: archive.entryOf(slot)!.id }));
  }

  /** Which older stories' lists a new or changed story may enter: the ids of its own nearest, at most `limit`. */
  affectedBy(story: AnalysedStory, limit = 30): string[] {
    return this.score(story, { limit })
      .filter(({ score }) => score >= listWeights.floor)
      .map(({ id }) => id);
  }

  /** First publication of a story of the index; undefined if it is unknown, or the story not there. */
  publishedAt(id: string): Instant | undefined {
    const slot = this.#archive.slotOf(id);
    return slot === undefined ? undefined : this.#archive.entryOf(slot)?.publishedAt;
  }

  /** Cosine of two stories of the index, 0 to 1; 0 if one of them is not there. */
  similarity(a: string, b: string): number {
    const slotA = this.#archive.slotOf(a);
    const slotB = this.#archive.slotOf(b);
    if (slotA === undefined || slotB === undefined) return 0;
    return this.#scorer.similarity(this.#archive, slotA, slotB);
  }

  #poolWithFollowed(story: AnalysedStory, query: QueryVector, followed: ScoreOptions['followed']): number[] {
    const pool = poolFor(query, this.#archive, this.#archive.slotOf(story.id));
    const known = new Set(pool);
    for (const id of followed?.keys() ?? []) {
      const slot = this.#archive.slotOf(id);
      if (slot !== undefined && id !== story.id && followedBy(id, followed) > 0) known.add(slot);
    }
    return [...known];
  }
}
