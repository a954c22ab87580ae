import type { Instant } from '../../base/clock.js';
import type { ListName } from '../intake/event-schema.js';
import type { ShownPlace } from '../intake/page-slate.js';
import type { DropReason, Verdict } from '../intake/verdict.js';
import type { EventClass } from './counted-story.js';

export type EventKind = 'view' | 'leave' | 'impression' | 'click' | 'pixel';
export type NetworkClass = 'public' | 'private' | 'data-centre';

/** One event with the verdict of the intake, on its way into the ledger. */
export interface LedgerEvent {
  readonly id: string;
  readonly kind: EventKind;
  /** Empty when the token was forged: such an event names no story that can be believed. */
  readonly storyId: string;
  /** By the server's clock: received, less the age that the browser told. */
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly verdict: Verdict;
  readonly readerKey: string;
  /** 8 bytes, base64url; feeds the sketch of the day and is not stored. */
  readonly browserKey: string;
  readonly browser: string;
  readonly network: NetworkClass;
  readonly readSeconds: number;
  readonly dwellSeconds?: number | undefined;
  readonly scrollPercent?: number | undefined;
  readonly list?: ListName | undefined;
  readonly position?: number | undefined;
  readonly edition?: number | undefined;
  /** Of a view: the story from which its reader came, and what that reader's key is there. Not stored. */
  readonly cameFrom?: { readonly storyId: string; readonly readerKey: string } | undefined;
  /** What the page showed at that place, by its own signed word. */
  readonly shown?: Pick<ShownPlace, 'storyId' | 'propensity'> | undefined;
}

/** An event as it is booked: when, as what, and why. */
export interface SettledEvent {
  readonly event: LedgerEvent;
  readonly bookedAt: Instant;
  readonly hourStartsAt: Instant;
  readonly class: EventClass;
  readonly reason: DropReason | '';
  /** True for the leave with which its view became a read. */
  readonly isRead: boolean;
  /** True for the view with which its reader went on from the story that `cameFrom` names. */
  readonly isFollow: boolean;
}
