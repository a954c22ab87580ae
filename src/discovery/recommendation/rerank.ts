import type { Instant } from '../../base/clock.js';
import type { PicksDials } from './dials.js';
import { diversified } from './diversify.js';
import { hash32 } from './hashing.js';
import type { PoolStory } from './pool-file.js';
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
  /** Paths that the page shows elsewhere, and the page's own. */
  readonly exclude: ReadonlySet<string>;
}

/** The pool in the order of one reader's profile; runs on the reader's device. Stories that were read are left out. */
export function rerank(
  pool: readonly PoolStory[],
  profile: Profile,
  now: Instant,
  { length, diversity, exclude }: RerankOptions,
): PersonalPick[] {
  const interests = interestsOf(profile, now);
  const read = readKeys(profile);
  const scored = pool
    .filter(({ path }) => !exclude.has(path))
    .map((story) => ({ story, score: story.appeal + weights.profile * closeness(interests, story.vector) }))
    .sort((a, b) => b.score - a.score || (a.story.path < b.story.path ? -1 : 1));
  const isUnread = ({ path }: PoolStory) => !read.has(hash32(path));
  return diversified(scored, length, diversity, isUnread).map(({ story }) => ({
    story,
    reason: reasonOf(story, profile, interests),
  }));
}

const leastCloseness = 0.1;

function reasonOf(story: PoolStory, profile: Profile, interests: Interests): PersonalReason {
  let label: string | undefined;
  let most = 0;
  story.vector.buckets.forEach((bucket, at) => {
    const shared = interests.weights[bucket]! * story.vector.weights[at]!;
    if (shared > most && profile.labels.has(bucket)) {
      most = shared;
      label = profile.labels.get(bucket);
    }
  });
  if (label !== undefined) return { kind: 'topic', label };
  return { kind: closeness(interests, story.vector) >= leastCloseness ? 'close' : 'site' };
}
