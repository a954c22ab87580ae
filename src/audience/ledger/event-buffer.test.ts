import { describe, expect, it } from 'vitest';
import type { Zone } from '../../base/zone.js';
import { countingRules } from '../rules.js';
import { EventBuffer } from './event-buffer.js';
import type { LedgerEvent } from './ledger-event.js';
import type { LedgerStore } from './ledger-store.js';

const zone = () => 'UTC' as Zone;
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `e${index}` }) as LedgerEvent);

/** A ledger that is as slow as it is told to be and notes the order of things; what it keeps is not looked at here. */
function slowLedger(fails: () => boolean = () => false) {
  const open: (() => void)[] = [];
  const ledger: Pick<LedgerStore, 'settle'> = {
    settle: () =>
      new Promise((resolve, reject) => {
        open.push(() => (fails() ? reject(new Error('disk')) : resolve([])));
      }),
  };
  const finishOne = async () => {
    while (open.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    open.shift()!();
  };
  return { ledger, open, finishOne };
}

describe('event buffer', () => {
  it('acknowledges only once the transaction is through, and all of a batch together', async () => {
    const { ledger, open, finishOne } = slowLedger();
    const buffer = new EventBuffer(ledger, zone);
    let acknowledged = 0;
    const all = [1, 2, 3].map(() => buffer.record(events(2)).then(() => (acknowledged += 1)));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect({ acknowledged, transactions: open.length }).toEqual({ acknowledged: 0, transactions: 1 });
    await finishOne();
    await Promise.all(all);
    expect(buffer.state).toMatchObject({ acknowledgedEvents: 6, queuedEvents: 0, batches: 1 });
  });

  it('gathers the next batch while one is written, and never writes two at once', async () => {
    const { ledger, open, finishOne } = slowLedger();
    const buffer = new EventBuffer(ledger, zone);
    const first = buffer.record(events(1));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const later = [buffer.record(events(1)), buffer.record(events(1))];
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(open).toHaveLength(1);
    await finishOne();
    await first;
    await finishOne();
    await Promise.all(later);
    expect(buffer.state.batches).toBe(2);
  });

  it('tells who watches what became durable, and what was refused', async () => {
    const { ledger, finishOne } = slowLedger();
    const told: string[] = [];
    const watch = {
      committing: () => (settled: readonly unknown[]) => void told.push(`durable ${settled.length}`),
      refused: (count: number) => void told.push(`refused ${count}`),
    };
    const failing = slowLedger(() => true);
    const recorded = new EventBuffer(ledger, zone, [watch]).record(events(1));
    await finishOne();
    await recorded;
    const refused = new EventBuffer(failing.ledger, zone, [watch]).record(events(3));
    await failing.finishOne();
    await expect(refused).rejects.toThrow();
    await expect(
      new EventBuffer(ledger, zone, [watch]).record(events(countingRules.queuedEventsAtMost.value + 1)),
    ).rejects.toThrow();
    const over = countingRules.queuedEventsAtMost.value + 1;
    expect(told).toEqual(['durable 0', 'refused 3', `refused ${over}`]);
  });

  it('refuses what it could not keep in time, and takes events again when there is room', async () => {
    const { ledger, finishOne } = slowLedger();
    const buffer = new EventBuffer(ledger, zone);
    const most = countingRules.queuedEventsAtMost.value;
    const full = buffer.record(events(most));
    await expect(buffer.record(events(1))).rejects.toMatchObject({ code: 'overloaded', status: 503 });
    expect(buffer.state.refusedEvents).toBe(1);
    await finishOne();
    await full;
    const again = buffer.record(events(1));
    await finishOne();
    await again;
  });

  it('tells every sender of a batch that failed, and goes on', async () => {
    let fails = true;
    const { ledger, finishOne } = slowLedger(() => fails);
    const buffer = new EventBuffer(ledger, zone);
    const lost = [buffer.record(events(1)), buffer.record(events(1))];
    const outcomes = Promise.allSettled(lost);
    await finishOne();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'overloaded' } });
    fails = false;
    const kept = buffer.record(events(1));
    await finishOne();
    await kept;
    expect(buffer.state).toMatchObject({ acknowledgedEvents: 1, refusedEvents: 2, queuedEvents: 0 });
  });

  it('drains what waits before the process ends', async () => {
    const { ledger, finishOne } = slowLedger();
    const buffer = new EventBuffer(ledger, zone);
    const waiting = buffer.record(events(3));
    const drained = buffer.drain();
    await finishOne();
    await Promise.all([waiting, drained]);
    expect(buffer.state.queuedEvents).toBe(0);
  });
});
