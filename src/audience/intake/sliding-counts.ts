import type { Instant } from '../../base/clock.js';

/**
 * Counts of each key in a sliding window, made of two fixed ones: the window before counts by the part of it that still lies
 * in the sliding one. Exact for a steady pace, needs no list of instants, and memory is bounded by what came in two windows.
 * After a clock that was set far back or forward, what is remembered belongs to no window any more.
 */
export class SlidingCounts {
  readonly #windowMs: number;
  readonly #keysAtMost: number;
  #before = new Map<string, number>();
  #current = new Map<string, number>();
  #window = 0;

  constructor(windowMs: number, keysAtMost = 200_000) {
    this.#windowMs = windowMs;
    this.#keysAtMost = keysAtMost;
  }

  of(key: string, now: Instant): number {
    const instant = this.#turnTo(now);
    const stillInWindow = 1 - (instant % this.#windowMs) / this.#windowMs;
    return (this.#before.get(key) ?? 0) * stillInWindow + (this.#current.get(key) ?? 0);
  }

  /** Adds to the key's count; a new key is not kept when there are too many. */
  add(key: string, count: number, now: Instant): void {
    this.#turnTo(now);
    const known = this.#current.get(key);
    if (known !== undefined || this.#current.size < this.#keysAtMost)
      this.#current.set(key, (known ?? 0) + count);
  }

  /**
   * The instant that counts. A hit that waited for its answer to another question comes after those of the next window: it
   * counts in that one, or each turn of a window would be a moment to have everything forgotten.
   */
  #turnTo(now: Instant): Instant {
    const window = Math.floor(now / this.#windowMs);
    if (window === this.#window) return now;
    if (window === this.#window - 1) return this.#window * this.#windowMs;
    this.#before = window === this.#window + 1 ? this.#current : new Map();
    this.#current = new Map();
    this.#window = window;
    return now;
  }
}
