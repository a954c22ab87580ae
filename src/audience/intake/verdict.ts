import type { EventClass } from '../ledger/counted-story.js';

/** Why something is not counted, as docs/counting.md explains it to a reader. */
export const dropReasons = {
  'forged-token': 'unverified',
  'expired-token': 'unverified',
  staff: 'staff',
  'other-site': 'unverified',
  'listed-agent': 'bot',
  'no-agent': 'bot',
  automated: 'bot',
  'missing-headers': 'bot',
  'other-brands': 'bot',
  'data-centre-address': 'data-centre',
  prefetch: 'prefetch',
  prerender: 'prefetch',
  'browser-pace': 'unverified',
  'network-pace': 'unverified',
  'browser-restless': 'unverified',
  'network-restless': 'unverified',
  'network-crowd': 'unverified',
  'not-shown': 'unverified',
  'seen-id': 'seen-id',
  'too-old': 'unverified',
  'repeated-view': 'repeat',
  'repeated-place': 'repeat',
  'no-view': 'unverified',
  'no-story': 'unverified',
} as const satisfies Record<string, Exclude<EventClass, 'valid'>>;

export type DropReason = keyof typeof dropReasons;

/** Drops that name no story. Their flood would be kept for weeks and proves nothing, so no evidence of them is. */
export const talliedOnly = ['forged-token', 'no-story'] as const satisfies readonly DropReason[];

export type Verdict =
  | 'accepted'
  | { readonly dropped: Exclude<EventClass, 'valid'>; readonly reason: DropReason };

export const drop = (reason: DropReason): Verdict => ({ dropped: dropReasons[reason], reason });
