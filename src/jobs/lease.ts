import type { Clock, Instant } from '../base/clock.js';

/** What only one process at a time may do. */
export interface LeaseStore {
  /** Takes or prolongs the lease until then; false while another process holds it. */
  take(name: string, holder: string, now: Instant, until: Instant): Promise<boolean>;
  /** Prolongs the lease if this holder was the last to take it, late as it may be; false if it was not, or nobody holds it. */
  prolong(name: string, holder: string, until: Instant): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

/** Long enough to outlive a slow build, short enough that a dead process is followed within two minutes. */
export const leaseMs = 120_000;

export interface HeldLeaseParts {
  readonly leases: Pick<LeaseStore, 'take' | 'prolong'>;
  readonly name: string;
  readonly holder: string;
  readonly clock: Clock;
  /** Others may have done the work since it was last asked for: what is remembered of it may be old. */
  readonly onGap: () => void;
}

/** To be asked before each piece of work: true while this process alone may do it. */
export function heldLease({ leases, name, holder, clock, onGap }: HeldLeaseParts): () => Promise<boolean> {
  return async () => {
    const until = clock() + leaseMs;
    if (await leases.prolong(name, holder, until)) return true;
    onGap();
    return leases.take(name, holder, clock(), until);
  };
}
