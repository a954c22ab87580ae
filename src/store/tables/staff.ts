import type { Selectable } from 'kysely';
import { accepted, type Result, refused } from '../../base/result.js';
import type { StaffId, StaffMember, StaffRole } from '../../newsroom/staff/staff-member.js';
import type {
  KeptSession,
  NewSession,
  StaffAccount,
  StaffAudit,
  StaffStore,
} from '../../newsroom/staff/staff-store.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';

type Writer = Pick<Databases['write'], 'insertInto'>;

/** Accounts and sessions, on either database. */
export class StaffTable implements StaffStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async findByEmail(email: string): Promise<StaffAccount | undefined> {
    const row = await this.#databases.read
      .selectFrom('staff')
      .selectAll()
      .where('email', '=', email)
      .executeTakeFirst();
    return row === undefined ? undefined : { member: memberOfRow(row), passwordHash: row.password_hash };
  }

  async all(): Promise<readonly StaffMember[]> {
    const rows = await this.#databases.read
      .selectFrom('staff')
      .selectAll()
      .orderBy('name')
      .orderBy('email')
      .execute();
    return rows.map(memberOfRow);
  }

  add(
    { member, passwordHash }: StaffAccount,
    audit: StaffAudit,
  ): Promise<Result<StaffMember, 'email-taken'>> {
    return this.#databases.write.transaction().execute(async (trx) => {
      const kept = await trx
        .insertInto('staff')
        .values({
          id: member.id,
          name: member.name,
          email: member.email,
          role: member.role,
          password_hash: passwordHash,
          is_local_only: member.isLocalOnly ? 1 : 0,
          created_at: member.createdAt,
          disabled_at: member.disabledAt ?? null,
        })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (kept === undefined) return refused('email-taken');
      await writeAudit(trx, member.id, audit);
      return accepted(member);
    });
  }

  change(
    id: StaffId,
    { passwordHash, disabledAt, role }: Parameters<StaffStore['change']>[1],
    audit: StaffAudit,
  ): Promise<void> {
    return this.#databases.write.transaction().execute(async (trx) => {
      await trx
        .updateTable('staff')
        .set({
          ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
          ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
          ...(role === undefined ? {} : { role }),
        })
        .where('id', '=', id)
        .execute();
      await trx.deleteFrom('sessions').where('staff_id', '=', id).execute();
      await writeAudit(trx, id, audit);
    });
  }

  openSession(session: NewSession, audit: StaffAudit): Promise<void> {
    return this.#databases.write.transaction().execute(async (trx) => {
      await trx.deleteFrom('sessions').where('expires_at', '<=', session.createdAt).execute();
      await trx
        .insertInto('sessions')
        .values({
          id_hash: session.idHash,
          staff_id: session.staffId,
          created_at: session.createdAt,
          expires_at: session.expiresAt,
        })
        .execute();
      await writeAudit(trx, session.staffId, audit);
    });
  }

  async findSession(idHash: string): Promise<KeptSession | undefined> {
    const row = await this.#databases.read
      .selectFrom('sessions')
      .innerJoin('staff', 'staff.id', 'sessions.staff_id')
      .selectAll('staff')
      .select(['sessions.created_at as opened_at', 'sessions.expires_at'])
      .where('id_hash', '=', idHash)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return { member: memberOfRow(row), createdAt: row.opened_at, expiresAt: row.expires_at };
  }

  async prolongSession(idHash: string, expiresAt: number): Promise<void> {
    await this.#databases.write
      .updateTable('sessions')
      .set({ expires_at: expiresAt })
      .where('id_hash', '=', idHash)
      .execute();
  }

  async endSession(idHash: string): Promise<void> {
    await this.#databases.write.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
  }
}

const memberOfRow = (row: Selectable<Schema['staff']>): StaffMember => ({
  id: row.id as StaffId,
  name: row.name,
  email: row.email,
  role: row.role as StaffRole,
  isLocalOnly: row.is_local_only === 1,
  createdAt: row.created_at,
  ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
});

async function writeAudit(writer: Writer, subject: StaffId, audit: StaffAudit): Promise<void> {
  await writer
    .insertInto('audit')
    .values({ ...audit, subject })
    .execute();
}
