import { afterEach, beforeEach, expect, it } from 'vitest';
import { heldLease, leaseMs } from '../../src/jobs/lease.js';
import type { Databases } from '../../src/store/databases.js';
import { LeaseTable } from '../../src/store/tables/leases.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 4, 12);
let now = start;
const clock = () => now;

onBothDatabases('a lease', clock, (openFresh) => {
  let databases: Databases;
  let leases: LeaseTable;
  beforeEach(async () => {
    now = start;
    databases = await openFresh();
    leases = new LeaseTable(databases);
  });
  afterEach(() => databases.close());

  const processOf = (holder: string) => {
    const told = { gaps: 0 };
    const onGap = () => {
      told.gaps += 1;
    };
    return { told, holds: heldLease({ leases, name: 'lists', holder, clock, onGap }) };
  };

  it('is held by one, and goes to another when it is over', async () => {
    const [first, second] = [processOf('a'), processOf('b')];
    expect([await first.holds(), await second.holds()]).toEqual([true, false]);
    now += leaseMs + 1;
    expect([await second.holds(), await first.holds()]).toEqual([true, false]);
    await leases.release('lists', 'b');
    expect(await first.holds()).toBe(true);
  });

  it('does not outlast a clock that was set back', async () => {
    const [first, second] = [processOf('a'), processOf('b')];
    now += 1000 * leaseMs;
    await first.holds();
    now = start;
    expect(await second.holds()).toBe(true);
    // A clock that is a little ahead, on another machine, is no reason.
    const third = processOf('c');
    now -= leaseMs / 2;
    expect(await third.holds()).toBe(false);
  });

  it('tells of a gap only where another may have held it', async () => {
    const [first, second] = [processOf('a'), processOf('b')];
    await first.holds();
    expect(first.told.gaps).toBe(1);
    now += 10 * leaseMs;
    expect(await first.holds()).toBe(true);
    expect(first.told.gaps).toBe(1);
    now += leaseMs + 1;
    await second.holds();
    await leases.release('lists', 'b');
    expect(await first.holds()).toBe(true);
    expect(first.told.gaps).toBe(2);
  });
});
