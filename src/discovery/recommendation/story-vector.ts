import { bucketOf } from './hashing.js';

/**
 * A story as a short list of hashed terms with weights: at most `termLimit` terms, its topics and its section. Small enough
 * that two hundred fit into one file for the browser; hashed, because a profile needs no words to compare.
 */
export interface StoryVector {
  /** In rising order, each once. */
  readonly buckets: readonly number[];
  /** Scaled to length 1. */
  readonly weights: readonly number[];
}

/** Nine terms tell one story from another; more would not fit (docs/ranking-details.md). */
const termLimit = 9;
const topicLimit = 3;
/** A topic was chosen by an editor and counts like the story's strongest term; a section says less. */
const topicWeight = 1;
const sectionWeight = 0.4;
/** Weights are kept in two bits: 1 to 4 quarters of the largest. */
const weightBits = 2;
const weightSteps = 1 << weightBits;
const stepOf = (share: number): number => Math.max(1, Math.round(share * weightSteps));

export const topicBucket = (topic: string): number => bucketOf(`topic ${topic.toLowerCase()}`);
export const sectionBucket = (sectionPath: string): number => bucketOf(`section ${sectionPath}`);

/**
 * The vector of a story: `terms` with any positive weights (TF-IDF, say), topics as written, the section's path ('' for none).
 */
export function storyVector(
  terms: ReadonlyMap<string, number>,
  topics: readonly string[],
  sectionPath: string,
): StoryVector {
  const strongest = [...terms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, termLimit);
  const most = strongest[0]?.[1] ?? 1;
  const sums = new Map<number, number>();
  const add = (bucket: number, weight: number) => sums.set(bucket, (sums.get(bucket) ?? 0) + weight);
  for (const [term, weight] of strongest) add(bucketOf(term), weight / most);
  for (const topic of topics.slice(0, topicLimit)) add(topicBucket(topic), topicWeight);
  if (sectionPath !== '') add(sectionBucket(sectionPath), sectionWeight);
  return quantised(sums);
}

function quantised(sums: ReadonlyMap<number, number>): StoryVector {
  const largest = Math.max(...sums.values(), Number.MIN_VALUE);
  const steps = [...sums]
    .map(([bucket, weight]) => [bucket, stepOf(weight / largest)] as const)
    .sort((a, b) => a[0] - b[0]);
  return fromSteps(
    steps.map(([bucket]) => bucket),
    steps.map(([, step]) => step),
  );
}

// Loops, here and below: on a page this code runs a few hundred times before the browser makes it fast.
function fromSteps(buckets: readonly number[], steps: readonly number[]): StoryVector {
  let squares = 0;
  for (let at = 0; at < steps.length; at += 1) squares += steps[at]! * steps[at]!;
  const length = Math.sqrt(squares) || 1;
  const weights: number[] = [];
  for (let at = 0; at < steps.length; at += 1) weights.push(steps[at]! / length);
  return { buckets, weights };
}

/** Two bytes a pair (14 bits of bucket, 2 of weight), as base64. */
export function encodeVector({ buckets, weights }: StoryVector): string {
  const largest = Math.max(...weights, Number.MIN_VALUE);
  const bytes = buckets.flatMap((bucket, at) => {
    const pair = (bucket << weightBits) | (stepOf(weights[at]! / largest) - 1);
    return [pair >> 8, pair & 255];
  });
  return btoa(String.fromCharCode(...bytes));
}

/** Whether `decodeVector` can read it. */
export const isEncodedVector = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.length <= 64 &&
  /^(?:[A-Za-z0-9+/]{8})*(?:[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{6}==)?$/.test(text);

/** Undefined for what `encodeVector` cannot have made. */
export function decodeVector(text: unknown): StoryVector | undefined {
  if (!isEncodedVector(text)) return;
  const bytes = atob(text);
  const buckets: number[] = [];
  const steps: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
    buckets.push(pair >> weightBits);
    steps.push((pair & (weightSteps - 1)) + 1);
  }
  return fromSteps(buckets, steps);
}

/** Cosine of two stories: 0 for nothing in common, 1 for the same terms in the same weights. */
export function similarity(a: StoryVector, b: StoryVector): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.buckets.length && j < b.buckets.length; ) {
    const difference = a.buckets[i]! - b.buckets[j]!;
    if (difference === 0) sum += a.weights[i]! * b.weights[j]!;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return sum;
}
