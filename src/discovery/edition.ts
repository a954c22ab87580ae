import type { Instant } from '../base/clock.js';
import { type StepsByPage, stepsFrom } from './edition-steps.js';
import type { Rankings } from './ranking/rank.js';
import { rankings } from './ranking/rank.js';
import { buildPool, type PoolInputs } from './recommendation/build-pool.js';
import type { Candidate } from './recommendation/candidate.js';
import { hash32 } from './recommendation/hashing.js';
import { decodeVector, encodeVector } from './recommendation/story-vector.js';

/** The public numbers of a story: what every exit shows until the next Edition. */
export interface PublicCount {
  readonly views: number;
  readonly reactions: number;
}

/** An immutable, numbered snapshot of the lists: what all pages and processes show until the next one. */
export interface Edition {
  /** Grows by one with each. */
  readonly number: number;
  readonly builtAt: Instant;
  /** Views of slots that ended by then are in it. */
  readonly countedUntil: Instant;
  readonly rankings: Rankings;
  /** At most 200, best appeal first. */
  readonly pool: readonly Candidate[];
  readonly followed: StepsByPage;
  /** Stories whose numbers changed since the Edition before. */
  readonly counts: Readonly<Record<string, PublicCount>>;
}

export interface EditionInputs extends PoolInputs {
  readonly counts: ReadonlyMap<string, PublicCount>;
}

/**
 * An Edition from what has been counted; pure. `facts` are those of every story that may be shown: published, not withdrawn,
 * not embargoed. `counts` are those to publish.
 */
export function buildEdition(inputs: EditionInputs): Edition {
  const { number, now, views } = inputs;
  const pool = buildPool(inputs);
  return {
    number,
    builtAt: now,
    countedUntil: views.through ?? now,
    rankings: rankings(views, inputs.facts, now),
    pool,
    followed: Object.fromEntries(stepsFrom(pool, inputs)),
    counts: Object.fromEntries(inputs.counts),
  };
}

/** An Edition as one row of the database; vectors are kept as in the browser's file. */
export const serialiseEdition = (edition: Edition): string =>
  JSON.stringify({
    ...edition,
    pool: edition.pool.map(({ vector, ...candidate }) => ({
      ...candidate,
      appeal: Math.round(candidate.appeal * 1000) / 1000,
      vector: encodeVector(vector),
    })),
  });

/** The Edition that `serialiseEdition` wrote. Throws on anything else: the row is ours. */
export function parseEdition(text: string): Edition {
  const edition = JSON.parse(text) as Omit<Edition, 'pool'> & {
    pool: (Omit<Candidate, 'vector' | 'language'> & { vector: string; language?: string })[];
  };
  return {
    ...edition,
    pool: edition.pool.map((candidate) => {
      const vector = decodeVector(candidate.vector);
      if (!vector) throw new Error(`The vector of candidate ${candidate.storyId} cannot be read`);
      // Editions from before languages were noted have none.
      return { ...candidate, language: candidate.language ?? '', vector };
    }),
  };
}

/** Names a list by its stories in order, for cache tags such as list:RANKING:DIGEST: equal lists, equal digest (64 bits). */
export function listDigest(storyIds: readonly string[]): string {
  const joined = storyIds.join(' ');
  return [hash32(joined), hash32(`list ${joined}`)]
    .map((hash) => hash.toString(36).padStart(7, '0'))
    .join('');
}
