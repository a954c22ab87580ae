import { duplicateWeights } from './duplicate-weights.js';
import type { Fingerprint } from './fingerprint.js';

export interface Comparison {
  /**
   * same: the same text but for a few words · rewrite: a changed or fuller version · excerpt: one holds the other, which
   * is much shorter · distinct: two stories.
   */
  readonly kind: 'same' | 'rewrite' | 'excerpt' | 'distinct';
  /** Share of the shingles of both (same, rewrite, distinct) or of the shorter one (excerpt) that they share, 0 to 1. */
  readonly score: number;
}

/** Compares two texts by their fingerprints. Symmetric. */
export function compare(a: Fingerprint, b: Fingerprint): Comparison {
  const overlap = overlapOf(a, b);
  const { resemblance, containment, shared } = overlap;
  const shorter = Math.min(a.shingles, b.shingles);
  const part = shorter / Math.max(a.shingles, b.shingles, 1);
  const { sameAbove, rewriteAbove, containedAbove, containedPart, fullerPart, leastShared } =
    duplicateWeights;
  if (shared === 0) return { kind: 'distinct', score: 0 };
  if (shorter < leastShared) return { kind: resemblance === 1 ? 'same' : 'distinct', score: resemblance };
  if (containment * shorter < leastShared) return { kind: 'distinct', score: resemblance };
  if (resemblance >= sameAbove) return { kind: 'same', score: resemblance };
  const isContained = containment >= containedAbove && part >= containedPart;
  if (resemblance >= rewriteAbove || (isContained && part >= fullerPart)) {
    return { kind: 'rewrite', score: resemblance };
  }
  return isContained ? { kind: 'excerpt', score: containment } : { kind: 'distinct', score: resemblance };
}

interface Overlap {
  readonly shared: number;
  /** Shared over all (Jaccard). */
  readonly resemblance: number;
  /** Shared over those of the shorter text. */
  readonly containment: number;
}

/** Estimates on the range of hashes that both sketches sampled whole. */
function overlapOf(a: Fingerprint, b: Fingerprint): Overlap {
  const limit = Math.min(sampledTo(a), sampledTo(b));
  let inA = 0;
  let inB = 0;
  let shared = 0;
  while (inA < a.sketch.length || inB < b.sketch.length) {
    const left = a.sketch[inA] ?? Number.POSITIVE_INFINITY;
    const right = b.sketch[inB] ?? Number.POSITIVE_INFINITY;
    if (Math.min(left, right) > limit) break;
    if (left === right) shared += 1;
    if (left <= right) inA += 1;
    if (right <= left) inB += 1;
  }
  const shorter = a.shingles <= b.shingles ? inA : inB;
  return {
    shared,
    resemblance: shared === 0 ? 0 : shared / (inA + inB - shared),
    containment: shared === 0 ? 0 : shared / shorter,
  };
}

/** The hash up to which a sketch holds every shingle of its text. */
const sampledTo = ({ sketch, shingles }: Fingerprint): number =>
  shingles > sketch.length ? sketch.at(-1)! : Number.POSITIVE_INFINITY;
