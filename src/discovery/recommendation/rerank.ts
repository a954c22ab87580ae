import type { Instant } from '../../base/clock.js';
import type { PicksDials } from './dials.js';
import { diversified, type Scoring } from './diversify.js';
import { hash32 } from './hashing.js';
import { parted } from './own-language.js';
import { decodePool, madeUpPool, type PoolStory } from './pool-file.js';
import { closeness, type Interests, interestsOf, type Profile, readKeys } from './profile.js';
import { weights } from './weights.js';

/** Why a story is in a personal list. */
export type PersonalReason =
  /** The label that the story shares with what was read. */
  | { readonly kind: 'topic'; readonly label: string }
  /** Close to what was read, by words that have no label. */
  | { readonly kind: 'close' }
  /** Nothing in the profile speaks for it; it is read by many or new. */
  | { readonly kind: 'site' };

export interface PersonalPick {
  readonly story: PoolStory;
  readonly reason: PersonalReason;
}

export interface RerankOptions extends PicksDials {
  /** Of the page: picks are in it, and others come after them only where the pool has too few. */
  readonly language: string;
  /** Whether the page shows that path elsewhere, or is that page; asked of those only that come into question. */
  readonly isShown: (path: string) => boolean;
}

/** All of a profile that a list is ordered by: it can be worked out while the pool is still on its way. */
export interface Taste {
  readonly interests: Interests;
  /** Hashed paths of what was read. */
  readonly read: ReadonlySet<number>;
  readonly labels: Profile['labels'];
}

export const tasteOf = (profile: Profile, now: Instant): Taste => ({
  interests: interestsOf(profile, now),
  read: readKeys(profile),
  labels: profile.labels,
});

/** A cosine, and what rounding may add to it. */
const closenessAtMost = 1 + 1e-9;

/** The pool in the order of one reader's profile; runs on the reader's device. Stories that were read are left out. */
export function rerank(pool: readonly PoolStory[], taste: Taste, options: RerankOptions): PersonalPick[] {
  const { interests, read } = taste;
  const scoring: Scoring<PoolStory> = {
    atMost: ({ appeal }) => appeal + weights.profile * closenessAtMost,
    score: ({ appeal, vector }) => appeal + weights.profile * closeness(interests, vector),
    goesBefore: (story, other) => story.path < other.path,
  };
  const isOpen = ({ path }: PoolStory) => !options.isShown(path) && !read.has(hash32(path));
  let picks: readonly PoolStory[] = [];
  for (const stories of parted(pool, options.language)) {
    if (picks.length === options.length) break;
    stories.sort((a, b) => b.appeal - a.appeal);
    picks = diversified(stories, scoring, options, { isOpen, before: picks });
  }
  return picks.map((story) => ({ story, reason: reasonOf(story, taste) }));
}

/**
 * Reads and orders a few of the reads themselves, as a pool, and throws the list away. Code is slowest when it first runs: who
 * does this while the pool is on its way has the pool in order sooner once it is there.
 */
export function rehearse(profile: Profile, taste: Taste, options: RerankOptions): void {
  const vectors = profile.reads.slice(-rehearsed).map(({ vector }) => vector);
  const file = madeUpPool(vectors, options.language);
  for (let time = 0; time < rehearsals; time += 1) rerank(decodePool(file), taste, options);
}

const rehearsed = 20;
/** What a browser makes fast it makes fast at the second time. */
const rehearsals = 2;

const leastCloseness = 0.1;

function reasonOf(story: PoolStory, { interests, labels }: Taste): PersonalReason {
  let label: string | undefined;
  let most = 0;
  story.vector.buckets.forEach((bucket, at) => {
    const shared = interests.weights[bucket]! * story.vector.weights[at]!;
    if (shared > most && labels.has(bucket)) {
      most = shared;
      label = labels.get(bucket);
    }
  });
  if (label !== undefined) return { kind: 'topic', label };
  return { kind: closeness(interests, story.vector) >= leastCloseness ? 'close' : 'site' };
}
