import { type Clock, dayMs, hourMs, type Instant } from '../../base/clock.js';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import { accepted, type Result, refused } from '../../base/result.js';
import { hashPassword, isPassword } from './passwords.js';
import { formTokenOf, type SessionToken, sessionIdOf, sessionToken } from './session-token.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { emailOf, type StaffMember, type StaffRole } from './staff-member.js';
import type { StaffAudit, StaffStore } from './staff-store.js';

export interface StaffTools {
  readonly staff: StaffStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly random: (size: number) => Uint8Array;
}

/** From where somebody asks. */
export interface Origin {
  readonly address: string;
  /** True only if the request came from this machine itself. */
  readonly isLocal: boolean;
}

export interface StaffSession {
  readonly member: StaffMember;
  readonly token: SessionToken;
  /** What its forms carry. */
  readonly formToken: string;
}

/** A session ends after a working day without a sign of life, and after a week in any case. */
export const idleSessionMs = 12 * hourMs;
export const longestSessionMs = 7 * dayMs;
/** Moving the end of a session is a write; it is moved at most this often. */
const prolongEveryMs = hourMs / 2;

const sessionEnd = (createdAt: Instant, now: Instant): Instant =>
  Math.min(now + idleSessionMs, createdAt + longestSessionMs);

/** Accounts and sessions of the newsroom. */
export class StaffDesk {
  readonly #tools: StaffTools;
  readonly #throttle: SignInThrottle;

  constructor(tools: StaffTools) {
    this.#tools = tools;
    this.#throttle = new SignInThrottle(tools.clock);
  }

  /**
   * Opens a session. One refusal, "wrong", stands for an unknown e-mail, a wrong password, a disabled account and a
   * local account asked for from elsewhere: which it was is nobody's business, and all take the same time.
   */
  async signIn(
    typed: { readonly email: string; readonly password: string },
    origin: Origin,
  ): Promise<Result<StaffSession, 'wrong' | 'too-many'>> {
    const email = emailOf(typed.email) ?? '';
    if (!this.#throttle.take(email, origin.address)) return refused('too-many');
    const account = email === '' ? undefined : await this.#tools.staff.findByEmail(email);
    const isRight = await isPassword(typed.password, account?.passwordHash);
    if (!isRight || account === undefined || !mayEnter(account.member, origin)) return refused('wrong');
    this.#throttle.giveBack(email, origin.address);
    const token = sessionToken(this.#tools.random);
    const createdAt = this.#tools.clock();
    await this.#tools.staff.openSession(
      {
        idHash: sessionIdOf(token),
        staffId: account.member.id,
        createdAt,
        expiresAt: sessionEnd(createdAt, createdAt),
      },
      this.#audit(email, 'sign-in', ''),
    );
    return accepted({ member: account.member, token, formToken: formTokenOf(token) });
  }

  /** The session of a token, if it still runs and may be used from there. Keeps a session in use alive. */
  async findSession(token: SessionToken, origin: Origin): Promise<StaffSession | undefined> {
    const idHash = sessionIdOf(token);
    const session = await this.#tools.staff.findSession(idHash);
    const now = this.#tools.clock();
    if (session === undefined || session.expiresAt <= now || !mayEnter(session.member, origin))
      return undefined;
    const end = sessionEnd(session.createdAt, now);
    if (end - session.expiresAt >= prolongEveryMs) await this.#tools.staff.prolongSession(idHash, end);
    return { member: session.member, token, formToken: formTokenOf(token) };
  }

  signOut(token: SessionToken): Promise<void> {
    return this.#tools.staff.endSession(sessionIdOf(token));
  }

  all(): Promise<readonly StaffMember[]> {
    return this.#tools.staff.all();
  }

  /** A new account. Refuses what is no e-mail, one that has an account, a password that is too short. */
  async add(
    given: {
      readonly email: string;
      readonly name: string;
      readonly role: StaffRole;
      readonly password: string;
      readonly isLocalOnly?: boolean;
    },
    actor: string,
  ): Promise<StaffMember> {
    const email = emailOf(given.email);
    if (email === undefined) throw new Problem('invalid_input', `"${given.email}" is no e-mail address.`);
    const member: StaffMember = {
      id: this.#tools.ids<'staff'>(),
      email,
      name: given.name.trim() || email,
      role: given.role,
      isLocalOnly: given.isLocalOnly ?? false,
      createdAt: this.#tools.clock(),
    };
    const added = await this.#tools.staff.add(
      { member, passwordHash: await hashPassword(given.password) },
      this.#audit(actor, 'staff-add', `${email} as ${given.role}`),
    );
    if (!added.ok) throw new Problem('invalid_input', `${email} has an account already.`);
    return added.value;
  }

  /** Sets a new password; whoever is signed in to the account is signed out. */
  async setPassword(email: string, password: string, actor: string): Promise<void> {
    const { member } = await this.#requireAccount(email);
    const passwordHash = await hashPassword(password);
    await this.#tools.staff.change(
      member.id,
      { passwordHash },
      this.#audit(actor, 'staff-password', member.email),
    );
  }

  /** Gives an account another role; whoever is signed in to it signs in again. */
  async setRole(email: string, role: StaffRole, actor: string): Promise<void> {
    const { member } = await this.#requireAccount(email);
    const detail = `${member.email}: ${member.role} to ${role}`;
    await this.#tools.staff.change(member.id, { role }, this.#audit(actor, 'staff-role', detail));
  }

  /** True if this password opens this account now; for who can read the password anyway, so nothing is throttled. */
  async opens(email: string, password: string): Promise<boolean> {
    const account = await this.#tools.staff.findByEmail(email);
    return (
      account !== undefined &&
      account.member.disabledAt === undefined &&
      (await isPassword(password, account.passwordHash))
    );
  }

  /** Closes an account at once, or opens it again. What it did stays in the history. */
  async setDisabled(email: string, isDisabled: boolean, actor: string): Promise<void> {
    const { member } = await this.#requireAccount(email);
    const disabledAt = isDisabled ? this.#tools.clock() : null;
    const act = isDisabled ? 'staff-disable' : 'staff-enable';
    await this.#tools.staff.change(member.id, { disabledAt }, this.#audit(actor, act, member.email));
  }

  async #requireAccount(typed: string) {
    const email = emailOf(typed);
    const account = email === undefined ? undefined : await this.#tools.staff.findByEmail(email);
    if (account === undefined) throw new Problem('not_found', `Nobody has an account under "${typed}".`);
    return account;
  }

  #audit(actor: string, act: string, detail: string): StaffAudit {
    return { id: this.#tools.ids<'audit'>(), at: this.#tools.clock(), actor, act, detail };
  }
}

const mayEnter = (member: StaffMember, origin: Origin): boolean =>
  member.disabledAt === undefined && (!member.isLocalOnly || origin.isLocal);
