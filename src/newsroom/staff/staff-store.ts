import type { Instant } from '../../base/clock.js';
import type { Result } from '../../base/result.js';
import type { StaffId, StaffMember, StaffRole } from './staff-member.js';

export interface StaffAccount {
  readonly member: StaffMember;
  readonly passwordHash: string;
}

export interface KeptSession {
  readonly member: StaffMember;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface NewSession {
  readonly idHash: string;
  readonly staffId: StaffId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Who did what to whose account; kept in the same transaction as the change. */
export interface StaffAudit {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly act: string;
  readonly detail: string;
}

/** What the newsroom needs kept of its staff. E-mails are as `emailOf` writes them. */
export interface StaffStore {
  findByEmail(email: string): Promise<StaffAccount | undefined>;
  /** All accounts, disabled ones too, by name. */
  all(): Promise<readonly StaffMember[]>;
  /** Keeps a new account; refused when the e-mail has one. */
  add(account: StaffAccount, audit: StaffAudit): Promise<Result<StaffMember, 'email-taken'>>;
  /** Changes what is given and ends all sessions of the account. */
  change(
    id: StaffId,
    changes: {
      readonly passwordHash?: string;
      readonly disabledAt?: Instant | null;
      readonly role?: StaffRole;
    },
    audit: StaffAudit,
  ): Promise<void>;
  /** Keeps a session by the hash of its token, and forgets those that expired before `createdAt`. */
  openSession(session: NewSession, audit: StaffAudit): Promise<void>;
  findSession(idHash: string): Promise<KeptSession | undefined>;
  prolongSession(idHash: string, expiresAt: Instant): Promise<void>;
  endSession(idHash: string): Promise<void>;
}
