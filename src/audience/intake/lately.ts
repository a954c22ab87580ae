import type { Instant } from '../../base/clock.js';

/**
 * A map that forgets: what was not set for two spans at the latest, and sooner where there is too much of it. What tells of
 * one browser on several stories is kept in memory no longer than it is needed.
 */
export class Lately<Value> {
  readonly #spanMs: number;
  readonly #keysAtMost: number;
  #before = new Map<string, Value>();
  #current = new Map<string, Value>();
  #span = 0;

  constructor(spanMs: number, keysAtMost: number) {
    this.#spanMs = spanMs;
    this.#keysAtMost = keysAtMost;
  }

  get(key: string, now: Instant): Value | undefined {
    this.#turnTo(now);
    return this.#current.get(key) ?? this.#before.get(key);
  }

  set(key: string, value: Value, now: Instant): void {
    this.#turnTo(now);
    if (this.#current.size >= this.#keysAtMost) this.#turn(this.#current);
    this.#current.set(key, value);
  }

  /** A hit that waited comes with an instant of the span before; it changes nothing. */
  #turnTo(now: Instant): void {
    const span = Math.floor(now / this.#spanMs);
    if (span === this.#span || span === this.#span - 1) return;
    this.#turn(span === this.#span + 1 ? this.#current : new Map());
    this.#span = span;
  }

  #turn(before: Map<string, Value>): void {
    this.#before = before;
    this.#current = new Map();
  }
}
