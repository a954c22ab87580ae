import type { ClickSignals } from './appeal.js';
import type { StoryVector } from './story-vector.js';

/** Expected clicks that a bucket must have seen before its own rate counts half. */
const prior = 10;

/**
 * What words say of a story's click rate before the story was ever shown: the clicks above and below expectation of all
 * stories that hold a bucket, shrunken, and weighed as the story weighs the bucket. Learned from anonymous slates, site-wide.
 */
export class WordAppeal {
  readonly #surplus = new Map<number, number>();
  readonly #expected = new Map<number, number>();

  add({ buckets }: StoryVector, { clicks, expected }: ClickSignals): void {
    for (const bucket of buckets) {
      this.#surplus.set(bucket, (this.#surplus.get(bucket) ?? 0) + clicks - expected);
      this.#expected.set(bucket, (this.#expected.get(bucket) ?? 0) + expected);
    }
  }

  /** 0 where nothing is known; about a logarithm of the click rate's factor. */
  of({ buckets, weights }: StoryVector): number {
    return buckets.reduce((sum, bucket, at) => {
      const surplus = this.#surplus.get(bucket) ?? 0;
      return sum + (weights[at]! * surplus) / ((this.#expected.get(bucket) ?? 0) + prior);
    }, 0);
  }
}
