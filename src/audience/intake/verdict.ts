import type { EventClass } from '../ledger/counted-story.js';

/** Why something is not counted, as docs/counting.md explains it to a reader. */
export const dropReasons = {
  'forged-token': 'unverified',
  'expired-token': 'unverified',
  staff: 'staff',
  'listed-agent': 'bot',
  'no-agent': 'bot',
  automated: 'bot',
  'missing-headers': 'bot',
  'data-centre-address': 'data-centre',
  prefetch: 'prefetch',
  prerender: 'prefetch',
  'browser-pace': 'unverified',
  'network-pace': 'unverified',
  'not-shown': 'unverified',
  'seen-id': 'seen-id',
  'too-old': 'unverified',
  'repeated-view': 'repeat',
  'repeated-place': 'repeat',
  'no-view': 'unverified',
} as const satisfies Record<string, Exclude<EventClass, 'valid'>>;

export type DropReason = keyof typeof dropReasons;

export type Verdict =
  | 'accepted'
  | { readonly dropped: Exclude<EventClass, 'valid'>; readonly reason: DropReason };

export const drop = (reason: DropReason): Verdict => ({ dropped: dropReasons[reason], reason });
