import type { Instant } from '../base/clock.js';
import type { Rankings } from './ranking/rank.js';
import { rankings } from './ranking/rank.js';
import { buildPool, oftenFollowed, type PoolInputs } from './recommendation/build-pool.js';
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
  readonly followed: Readonly<Record<string, readonly (readonly [storyId: string, clicks: number])[]>>;
  /** Stories whose numbers changed since the Edition before. */
  readonly counts: Readonly<Record<string, PublicCount>>;
}

export interface EditionInputs extends PoolInputs {
  readonly counts: ReadonlyMap<string, PublicCount>;
}

/** A page shows at most one list, and a few steps a page are all that a list of seven can use. */
const stepsAPage = 5;
/** What is followed from the long tail of pages says little, and an Edition is loaded by every process. */
const pagesWithSteps = 2000;

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
    followed: Object.fromEntries(followedTo(pool, inputs)),
    counts: Object.fromEntries(inputs.counts),
  };
}

type Steps = readonly (readonly [storyId: string, clicks: number])[];

/** Steps to candidates, and to what a page often led to though the pool left it out, of the pages that led to them most. */
function followedTo(pool: readonly Candidate[], { slates, facts, now }: EditionInputs): [string, Steps][] {
  const candidates = new Set(pool.map(({ storyId }) => storyId));
  const mayFollow = (storyId: string, strength: number) =>
    candidates.has(storyId) || (strength >= oftenFollowed && facts.has(storyId));
  const pages = [...(slates?.followedByPage(now, Number.POSITIVE_INFINITY) ?? [])].flatMap(
    ([pageId, list]) => {
      const open = list.filter(({ storyId, strength }) => mayFollow(storyId, strength)).slice(0, stepsAPage);
      return open.length > 0 ? [{ pageId, open }] : [];
    },
  );
  return pages
    .sort((a, b) => b.open[0]!.strength - a.open[0]!.strength)
    .slice(0, pagesWithSteps)
    .map(({ pageId, open }) => [
      pageId,
      open.map(({ storyId, strength }) => [storyId, Math.round(strength * 100) / 100] as const),
    ]);
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
