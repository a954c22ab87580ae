import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.js';
import { accepted, type Result, refused } from '../../base/result.js';
import type { Hit } from '../intake/hit.js';
import { type IntakeStep, judge } from '../intake/intake.js';
import type { DropReason } from '../intake/verdict.js';
import type { BookedTime } from '../ledger/hour-book.js';
import type { ReactionStore } from './reaction-store.js';

export type ReactionRefusal =
  | { readonly kind: 'already-given' }
  /** The request would not have counted as a view either. */
  | { readonly kind: 'not-counted'; readonly reason: DropReason };

export interface Reactions {
  /**
   * Gives the reaction of this reader on the token's story and returns the receipt, which is kept nowhere else.
   * Refused for what the intake drops, and when the same reader key gave one on the same day.
   */
  give(
    hit: Hit,
    readerKey: string,
  ): Promise<Result<{ readonly storyId: string; readonly receipt: string }, ReactionRefusal>>;
  /** Takes back the reaction that the receipt was given for: its story, or undefined for a receipt of none. */
  takeBack(receipt: string): Promise<string | undefined>;
}

export interface ReactionParts {
  readonly store: ReactionStore;
  readonly steps: readonly IntakeStep[];
  readonly clock: Clock;
  readonly book: () => (instant: number) => BookedTime;
  readonly random: (size: number) => Uint8Array;
}

const receiptBytes = 16;

export function reactions({ store, steps, clock, book, random }: ReactionParts): Reactions {
  return {
    async give(hit, readerKey) {
      const verdict = judge(steps, hit);
      if (verdict !== 'accepted') return refused({ kind: 'not-counted', reason: verdict.reason });
      // judge accepts only hits whose token is good.
      if (!hit.token.ok) return refused({ kind: 'not-counted', reason: 'forged-token' });
      const { storyId } = hit.token.value;
      const receipt = Buffer.from(random(receiptBytes)).toString('base64url');
      const { day, hourStartsAt } = book()(hit.receivedAt);
      const receiptHash = hashOf(receipt);
      const given = await store.give({
        storyId,
        receiptHash,
        day,
        readerKey,
        givenAt: hit.receivedAt,
        hourStartsAt,
      });
      if (given === 'no-story') return refused({ kind: 'not-counted', reason: given });
      return given === 'kept' ? accepted({ storyId, receipt }) : refused({ kind: given });
    },
    takeBack: (receipt) => store.takeBack(hashOf(receipt), book()(clock()).hourStartsAt, clock()),
  };
}

const hashOf = (receipt: string): string => createHash('sha256').update(receipt).digest('hex');
