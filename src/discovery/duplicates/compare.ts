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
  const { resemblance, containment } = overlapOf(a, b);
  const shorter = Math.min(a.shingles, b.shingles);
  const part = shorter / Math.max(a.shingles, b.shingles, 1);
  const weights = duplicateWeights;
  const distinct = { kind: 'distinct', score: resemblance } as const;
  if (resemblance >= weights.surelySame) return { kind: 'same', score: resemblance };
  if (containment * shorter < weights.leastShared || !namesAgree(a, b)) return distinct;
  if (resemblance >= weights.sameAbove) return { kind: 'same', score: resemblance };
  const isContained = containment >= weights.containedAbove && part >= weights.containedPart;
  if (resemblance >= weights.rewriteAbove || (isContained && part >= weights.fullerPart)) {
    return { kind: 'rewrite', score: resemblance };
  }
  return isContained ? { kind: 'excerpt', score: containment } : distinct;
}

/** Whether enough of the names of the text with fewer stand in the other; a text without names contradicts nothing. */
function namesAgree(a: Fingerprint, b: Fingerprint): boolean {
  const fewer = Math.min(a.names.length, b.names.length);
  if (fewer === 0) return true;
  const inB = new Set(b.names);
  return a.names.filter((name) => inB.has(name)).length >= duplicateWeights.namesAgree * fewer;
}

interface Overlap {
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
    resemblance: shared === 0 ? 0 : shared / (inA + inB - shared),
    containment: shared === 0 ? 0 : shared / shorter,
  };
}

/** The hash up to which a sketch holds every shingle of its text. */
const sampledTo = ({ sketch, shingles }: Fingerprint): number =>
  shingles > sketch.length ? sketch.at(-1)! : Number.POSITIVE_INFINITY;
