import { dayMs, type Instant } from '../../base/clock.js';
import { bucketBits, hash32 } from './hashing.js';
import { decodeVector, encodeVector, type StoryVector } from './story-vector.js';

/** A story as its page tells it to the script: enough to remember it without its text. */
export interface PageStory {
  /** The story's address on the site; only its hash is kept. */
  readonly path: string;
  readonly vector: StoryVector;
  /** Words for what the story is about (topics, section), each with its bucket, so that the profile can be shown in words. */
  readonly labels: readonly (readonly [bucket: number, label: string])[];
}

/**
 * A story as `#story-vector` in its page, with its language: for JSON in a script element. `copies` are the addresses of
 * stories in the page's pool that repeat what the page shows, or that editors keep off it.
 */
export const pageStoryJson = (
  { path, vector, labels }: PageStory,
  language: string,
  { copies = [] }: { readonly copies?: readonly string[] } = {},
) => ({
  path,
  language,
  vector: encodeVector(vector),
  labels,
  ...(copies.length > 0 && { copies }),
});

interface Read {
  /** hash32 of the path. */
  readonly key: number;
  readonly at: Instant;
  readonly vector: StoryVector;
}

/** What a reader's own device knows. It never leaves it. */
export interface Profile {
  /** Oldest first, at most `readLimit`, each story once. */
  readonly reads: readonly Read[];
  readonly labels: ReadonlyMap<number, string>;
}

const readLimit = 200;
const labelLimit = 400;
const labelLength = 60;
/** What was read a fortnight ago weighs half. */
const halfLifeDays = 14;
const formatVersion = 1;

export const emptyProfile: Profile = { reads: [], labels: new Map() };

/** The profile with one more read; a story read again counts once, as read now. */
export function addRead(profile: Profile, story: PageStory, now: Instant): Profile {
  const key = hash32(story.path);
  const others = profile.reads.filter((read) => read.key !== key);
  const reads = [...others, { key, at: now, vector: story.vector }].slice(-readLimit);
  const buckets = new Set(reads.flatMap(({ vector }) => vector.buckets));
  const labels = [...profile.labels, ...story.labels.map(([bucket, label]) => [bucket, cut(label)] as const)];
  return { reads, labels: new Map(labels.filter(([bucket]) => buckets.has(bucket)).slice(-labelLimit)) };
}

const cut = (label: string): string => label.slice(0, labelLength);

/** The hashed paths of what was read; a path is looked up by `hash32`. */
export const readKeys = (profile: Profile): ReadonlySet<number> =>
  new Set(profile.reads.map(({ key }) => key));

/** All interests of a profile: a weight for each bucket of story-vector.ts, and the length of them all as a vector. */
export interface Interests {
  readonly weights: Float64Array;
  readonly length: number;
}

/** The sum of what was read, each faded by its age. */
export function interestsOf(profile: Profile, now: Instant): Interests {
  const weights = new Float64Array(1 << bucketBits);
  let squares = 0;
  for (const { at, vector } of profile.reads) {
    const { buckets, weights: own } = vector;
    const fade = 2 ** (-Math.max(0, now - at) / dayMs / halfLifeDays);
    for (let index = 0; index < buckets.length; index += 1) {
      const bucket = buckets[index]!;
      const before = weights[bucket]!;
      const more = fade * own[index]!;
      weights[bucket] = before + more;
      squares += more * (before + before + more);
    }
  }
  return { weights, length: Math.sqrt(squares) };
}

/** Cosine of a story and all interests; 0 for an empty profile. */
export function closeness({ weights, length }: Interests, { buckets, weights: own }: StoryVector): number {
  if (length === 0) return 0;
  let sum = 0;
  for (let at = 0; at < buckets.length; at += 1) sum += weights[buckets[at]!]! * own[at]!;
  return sum / length;
}

/** The profile in words, strongest first: what it holds a label for, and its share of all that has one. */
export function explain(
  profile: Profile,
  now: Instant,
): { readonly label: string; readonly share: number }[] {
  const { weights } = interestsOf(profile, now);
  const named = [...profile.labels].map(([bucket, label]) => ({ label, weight: weights[bucket] ?? 0 }));
  const total = named.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return named
    .map(({ label, weight }) => ({ label, share: weight / total }))
    .sort((a, b) => b.share - a.share || (a.label < b.label ? -1 : 1));
}

export function serialiseProfile(profile: Profile): string {
  const reads = profile.reads.map(({ key, at, vector }) => [key, at, encodeVector(vector)]);
  return JSON.stringify({ v: formatVersion, reads, labels: [...profile.labels] });
}

/** The profile that a text holds; what cannot be read is left out, and a text that is no profile is an empty one. */
export function parseProfile(text: string | null | undefined): Profile {
  try {
    const { v, reads, labels } = JSON.parse(text || '{}');
    if (v !== formatVersion || !Array.isArray(reads) || !Array.isArray(labels)) return emptyProfile;
    return {
      reads: reads.flatMap(readFrom).slice(-readLimit),
      labels: new Map(labels.filter(isLabel).map(([bucket, label]) => [bucket, cut(label)])),
    };
  } catch {
    return emptyProfile;
  }
}

function readFrom(entry: unknown): Read[] {
  if (!Array.isArray(entry)) return [];
  const [key, at, encoded] = entry;
  const vector = decodeVector(encoded);
  return vector && Number.isSafeInteger(key) && Number.isFinite(at) ? [{ key, at, vector }] : [];
}

const isLabel = (entry: unknown): entry is [number, string] =>
  Array.isArray(entry) && Number.isSafeInteger(entry[0]) && typeof entry[1] === 'string';
