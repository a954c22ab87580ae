import { duplicateWeights } from './duplicate-weights.js';
import type { Print } from './fingerprint.js';

export interface Comparison {
  /**
   * same: the same text but for a few words · rewrite: a changed or fuller version · excerpt: one holds the other, which
   * is much shorter · distinct: two stories.
   */
  readonly kind: 'same' | 'rewrite' | 'excerpt' | 'distinct';
  /** Share of the shingles of both (same, rewrite, distinct) or of the shorter one (excerpt) that they share, 0 to 1. */
  readonly score: number;
  /** Whether they are copies however much time lies between them: nothing was said anew, only cut, moved or added. */
  readonly isRepost: boolean;
}

/** Compares two texts by their fingerprints. Symmetric. */
export function compare(a: Print, b: Print): Comparison {
  const { resemblance, containment } = overlapOf(a, b);
  const shorter = Math.min(a.shingles, b.shingles);
  const part = shorter / Math.max(a.shingles, b.shingles, 1);
  const weights = duplicateWeights;
  const distinct = { kind: 'distinct', score: resemblance, isRepost: false } as const;
  const numbers = numbersOfBoth(a, b);
  if (resemblance >= weights.surelySame) {
    return {
      kind: 'same',
      score: resemblance,
      isRepost: numbers.of - numbers.shared <= weights.repostCorrects,
    };
  }
  if (containment * shorter < weights.leastShared || !namesAgree(a, b)) return distinct;
  const sayTheSame = numbers.shared >= weights.repostNumbers * numbers.of;
  if (resemblance >= weights.sameAbove) return { kind: 'same', score: resemblance, isRepost: sayTheSame };
  const isRepost = sayTheSame && containment >= weights.repostHolds;
  const isContained = containment >= weights.containedAbove && part >= weights.containedPart;
  if (resemblance >= weights.rewriteAbove || (isContained && part >= weights.fullerPart)) {
    return { kind: 'rewrite', score: resemblance, isRepost };
  }
  return isContained ? { kind: 'excerpt', score: containment, isRepost } : distinct;
}

/** Whether enough of the names of the text with fewer stand in the other; a text without names contradicts nothing. */
function namesAgree(a: Print, b: Print): boolean {
  const fewer = Math.min(a.names.length, b.names.length);
  if (fewer === 0) return true;
  const inB = new Set(Array.from(b.names));
  let shared = 0;
  for (let at = 0; at < a.names.length; at += 1) if (inB.has(a.names[at]!)) shared += 1;
  return shared >= duplicateWeights.namesAgree * fewer;
}

/** How many numbers the text with fewer has, and how many of them stand in the other. */
function numbersOfBoth(a: Print, b: Print): { readonly of: number; readonly shared: number } {
  const { inA, inB, shared } = countShared(a.numbers, b.numbers, Math.min(numbersTo(a), numbersTo(b)));
  return { of: Math.min(inA, inB), shared };
}

interface Overlap {
  /** Shared over all (Jaccard). */
  readonly resemblance: number;
  /** Shared over those of the shorter text. */
  readonly containment: number;
}

/** Estimates on the range of hashes that both sketches sampled whole. */
function overlapOf(a: Print, b: Print): Overlap {
  const { inA, inB, shared } = countShared(a.sketch, b.sketch, Math.min(sampledTo(a), sampledTo(b)));
  const shorter = a.shingles <= b.shingles ? inA : inB;
  return {
    resemblance: shared === 0 ? 0 : shared / (inA + inB - shared),
    containment: shared === 0 ? 0 : shared / shorter,
  };
}

/** How many hashes up to a limit two rising lists have, and how many both have. */
function countShared(a: ArrayLike<number>, b: ArrayLike<number>, limit: number) {
  let inA = 0;
  let inB = 0;
  let shared = 0;
  while (inA < a.length || inB < b.length) {
    const left = a[inA] ?? Number.POSITIVE_INFINITY;
    const right = b[inB] ?? Number.POSITIVE_INFINITY;
    if (Math.min(left, right) > limit) break;
    if (left === right) shared += 1;
    if (left <= right) inA += 1;
    if (right <= left) inB += 1;
  }
  return { inA, inB, shared };
}

/** The hash up to which a sketch holds every shingle of its text. */
const sampledTo = ({ sketch, shingles }: Print): number =>
  shingles > sketch.length ? sketch[sketch.length - 1]! : Number.POSITIVE_INFINITY;

/** The hash up to which every number of the text is kept. */
const numbersTo = ({ numbers }: Print): number =>
  numbers.length < duplicateWeights.numbers ? Number.POSITIVE_INFINITY : numbers[numbers.length - 1]!;
