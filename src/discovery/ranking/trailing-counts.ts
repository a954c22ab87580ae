import { hourMs, type Instant } from '../../base/clock.js';

type Bucket = readonly [startsAt: Instant, counts: readonly (readonly [string, number])[]];

/**
 * Plain sums over a trailing number of hours, kept in buckets of an hour: the wall at the far end moves once an hour, and
 * `since` says where it stands.
 */
export class TrailingCounts {
  readonly hours: number;
  readonly #buckets: Map<Instant, Map<string, number>>;
  readonly #sums = new Map<string, number>();

  constructor(hours: number, buckets: Iterable<Bucket> = []) {
    this.hours = hours;
    this.#buckets = new Map([...buckets].map(([startsAt, counts]) => [startsAt, new Map(counts)]));
    for (const bucket of this.#buckets.values()) for (const [id, count] of bucket) this.#change(id, count);
  }

  add(id: string, at: Instant, count: number): void {
    const startsAt = Math.floor(at / hourMs) * hourMs;
    const bucket = this.#buckets.get(startsAt) ?? new Map<string, number>();
    this.#buckets.set(startsAt, bucket);
    bucket.set(id, (bucket.get(id) ?? 0) + count);
    this.#change(id, count);
  }

  /** The first instant that is counted in a list made at `now`: that many whole hours and the one begun. */
  since(now: Instant): Instant {
    return Math.floor(now / hourMs) * hourMs - this.hours * hourMs;
  }

  /** Drops what lies before the wall. */
  moveTo(now: Instant): void {
    for (const [startsAt, bucket] of this.#buckets) {
      if (startsAt >= this.since(now)) continue;
      for (const [id, count] of bucket) this.#change(id, -count);
      this.#buckets.delete(startsAt);
    }
  }

  of(id: string): number {
    return this.#sums.get(id) ?? 0;
  }

  ids(): Iterable<string> {
    return this.#sums.keys();
  }

  serialise(): Bucket[] {
    return [...this.#buckets].map(([startsAt, bucket]) => [startsAt, [...bucket]]);
  }

  copy(): TrailingCounts {
    return new TrailingCounts(this.hours, this.serialise());
  }

  #change(id: string, by: number): void {
    const sum = (this.#sums.get(id) ?? 0) + by;
    if (sum > 0) this.#sums.set(id, sum);
    else this.#sums.delete(id);
  }
}
