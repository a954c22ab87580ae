import { LRUCache } from 'lru-cache';
import { type Clock, minuteMs, secondMs } from '../../base/clock.js';

interface Allowance {
  /** Attempts at once, for somebody who mistypes. */
  readonly burst: number;
  /** Time after which one more is given. */
  readonly refillMs: number;
}

/** Guessing one account from many addresses, and many accounts from one address, are both slowed to a crawl. */
const perEmail: Allowance = { burst: 5, refillMs: minuteMs };
const perAddress: Allowance = { burst: 20, refillMs: 15 * secondMs };

/** Buckets of those who have not tried lately are full again, so the oldest can be forgotten. */
const bucketsKept = 20_000;

/**
 * Token buckets by e-mail and by address, in the memory of this process. Both are asked before a password is hashed;
 * a right password gives its attempt back.
 */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #buckets = new LRUCache<string, { readonly left: number; readonly at: number }>({
    max: bucketsKept,
  });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one attempt from both; false if either has none left. */
  take(email: string, address: string): boolean {
    const buckets = [
      { key: `email ${email}`, allowance: perEmail },
      { key: `address ${address}`, allowance: perAddress },
    ].map((bucket) => ({ ...bucket, left: this.#left(bucket.key, bucket.allowance) }));
    if (buckets.some(({ left }) => left < 1)) return false;
    for (const { key, left } of buckets) this.#buckets.set(key, { left: left - 1, at: this.#clock() });
    return true;
  }

  giveBack(email: string, address: string): void {
    for (const [key, allowance] of [
      [`email ${email}`, perEmail],
      [`address ${address}`, perAddress],
    ] as const) {
      const left = Math.min(allowance.burst, this.#left(key, allowance) + 1);
      this.#buckets.set(key, { left, at: this.#clock() });
    }
  }

  #left(key: string, { burst, refillMs }: Allowance): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.left + (this.#clock() - bucket.at) / refillMs);
  }
}
