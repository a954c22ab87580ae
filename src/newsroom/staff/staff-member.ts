import type { Instant } from '../../base/clock.js';
import type { Id } from '../../base/ids.js';

export type StaffId = Id<'staff'>;

/** Each may do what those before it may, and more (permissions.ts). */
export const staffRoles = ['reporter', 'editor', 'owner'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const isStaffRole = (word: string): word is StaffRole =>
  (staffRoles as readonly string[]).includes(word);

/** Somebody with an account. A contributor is a person whose work we publish; the two are not the same. */
export interface StaffMember {
  readonly id: StaffId;
  readonly name: string;
  /** As `emailOf` writes it; also the name under which acts stand in the history. */
  readonly email: string;
  readonly role: StaffRole;
  /** True for the login that a new folder is made with: it opens from this machine only. */
  readonly isLocalOnly: boolean;
  readonly createdAt: Instant;
  readonly disabledAt?: Instant;
}

const longestEmailCharacters = 254;

/** An e-mail address in the one form in which it is kept and compared; undefined for what is none. */
export function emailOf(text: string): string | undefined {
  const email = text.trim().normalize('NFC').toLowerCase();
  return email.length <= longestEmailCharacters && /^[^\s@<>"]+@[^\s@<>"]+$/.test(email) ? email : undefined;
}
