import type { LedgerEvent } from '../../src/audience/ledger/ledger-event.js';
import { hourIn } from '../../src/base/zone.js';

export interface ReferenceRow {
  views: number;
  leaves: number;
  reads: number;
  dwellSeconds: number;
  withoutScript: number;
}

interface Judged {
  readonly classAndReason: string;
  readonly isRead?: boolean;
}

/**
 * The rules of docs/counting.md, one event after the other, with nothing batched, cached or shared: slow and obvious,
 * so that it can be read beside the document. Keys are "story hour class/reason".
 */
export class ReferenceCounter {
  readonly rows = new Map<string, ReferenceRow>();
  /** By "from to day", the day in UTC. */
  readonly follows = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #lastSeen = new Map<string, number>();
  readonly #dwell = new Map<string, number>();
  readonly #zone: string;

  constructor(zone: string) {
    this.#zone = zone;
  }

  count(event: LedgerEvent): void {
    const { classAndReason, isRead = false } = this.#judge(event);
    this.#add(event, classAndReason, isRead);
  }

  get readers(): number {
    return this.#lastSeen.size;
  }

  #judge(event: LedgerEvent): Judged {
    if (event.verdict !== 'accepted')
      return { classAndReason: `${event.verdict.dropped}/${event.verdict.reason}` };
    if (this.#ids.has(event.id)) return { classAndReason: 'seen-id/seen-id' };
    this.#ids.add(event.id);
    if (event.receivedAt - event.occurredAt > 10 * 60_000) return { classAndReason: 'unverified/too-old' };
    if (event.kind === 'view' || event.kind === 'pixel') return this.#visit(event);
    return event.kind === 'leave' ? this.#leave(event) : { classAndReason: 'valid/' };
  }

  #visit(event: LedgerEvent): Judged {
    const last = this.#lastSeen.get(event.readerKey);
    this.#lastSeen.set(event.readerKey, Math.max(last ?? 0, event.occurredAt));
    if (last !== undefined && event.occurredAt - last < 30_000)
      return { classAndReason: 'repeat/repeated-view' };
    this.#dwell.set(event.readerKey, 0);
    const { cameFrom } = event;
    if (last === undefined && cameFrom && this.#lastSeen.has(cameFrom.readerKey))
      this.#addFollow(cameFrom.storyId, event);
    return { classAndReason: 'valid/' };
  }

  #addFollow(fromStoryId: string, { storyId, occurredAt }: LedgerEvent): void {
    const key = `${fromStoryId} ${storyId} ${occurredAt - (occurredAt % 86_400_000)}`;
    this.follows.set(key, (this.follows.get(key) ?? 0) + 1);
  }

  #leave(event: LedgerEvent): Judged {
    const before = this.#dwell.get(event.readerKey);
    if (before === undefined) return { classAndReason: 'unverified/no-view' };
    const after = before + (event.dwellSeconds ?? 0);
    this.#dwell.set(event.readerKey, after);
    return { classAndReason: 'valid/', isRead: before < event.readSeconds && after >= event.readSeconds };
  }

  #add(event: LedgerEvent, classAndReason: string, isRead: boolean): void {
    if (event.kind === 'impression' || event.kind === 'click') return;
    const key = `${event.storyId} ${hourIn(event.occurredAt, this.#zone)} ${classAndReason}`;
    const row = this.rows.get(key) ?? { views: 0, leaves: 0, reads: 0, dwellSeconds: 0, withoutScript: 0 };
    this.rows.set(key, row);
    if (event.kind === 'view') row.views += 1;
    if (event.kind === 'pixel') row.withoutScript += 1;
    if (event.kind === 'leave') {
      row.leaves += 1;
      row.dwellSeconds += event.dwellSeconds ?? 0;
      row.reads += isRead ? 1 : 0;
    }
  }
}
