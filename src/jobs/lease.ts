import type { Instant } from '../base/clock.js';

/** What only one process at a time may do. */
export interface LeaseStore {
  /** Takes or prolongs the lease until then; false while another process holds it. */
  take(name: string, holder: string, now: Instant, until: Instant): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

/** Long enough to outlive a slow build, short enough that a dead process is followed within two minutes. */
export const leaseMs = 120_000;
