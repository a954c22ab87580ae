import type { Instant } from '../../../base/clock.js';

/** Who sends it. The first four are people; what people send may still be no view (a reload, a retry). */
export const hitKinds = [
  'reader at home',
  'reader behind a shared address',
  'reload storm',
  'reader without scripts',
  'staff',
  'fetched ahead',
  'crawler, honest agent',
  'crawler, stolen agent',
  'replay of beacons',
  'replay, bad token',
  'headless farm, admitted',
  'headless farm, patched',
  'program like a person',
] as const;
export type HitKind = (typeof hitKinds)[number];

/** What a hit should be called: several where more than one name is right. */
export type RightClass = 'valid' | 'repeat' | 'seen-id' | 'staff' | 'prefetch' | 'machine' | 'token';

export interface Truth {
  readonly kind: HitKind;
  readonly right: readonly RightClass[];
  /** The person, for those who are one. */
  readonly person?: number;
  /** Names the one view of a person that this hit tells of, whichever of its beacons arrives. */
  readonly view?: string;
  /** True where the person's address is shared with strangers. */
  readonly isShared?: boolean;
  /** True where only what it does, and no word of its own, shows a machine. */
  readonly onlyBehaves?: boolean;
}

/** One request that wants something counted, as it goes over the line, and what it is in truth. */
export interface SimulatedHit {
  readonly at: Instant;
  readonly address: string;
  /** Lower-case names, as a server reads them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly story: number;
  readonly token: 'today' | 'expired' | 'forged';
  readonly event: SimulatedEvent;
  readonly isDriven?: boolean;
  readonly truth: Truth;
}

export type SimulatedEvent =
  | { readonly kind: 'view'; readonly id: string; readonly ageMs: number }
  | {
      readonly kind: 'leave';
      readonly id: string;
      readonly ageMs: number;
      readonly dwellSeconds: number;
      readonly scrollPercent: number;
    }
  | { readonly kind: 'pixel' };

/** Hits of one actor, in the order of time. */
export type Actor = Iterable<SimulatedHit>;
