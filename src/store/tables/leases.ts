import { sql } from 'kysely';
import type { LeaseStore } from '../../jobs/lease.js';
import type { Databases } from '../databases.js';

export class LeaseTable implements LeaseStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async take(name: string, holder: string, now: number, until: number): Promise<boolean> {
    // Nobody takes one for longer than this: one that lasts a whole lease more was taken before the clock was set back.
    const longest = until + (until - now);
    const row = await this.#databases.write
      .insertInto('leases')
      .values({ name, holder, expires_at: until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, expires_at: until })
          .where(
            sql<boolean>`leases.holder = ${holder} or leases.expires_at < ${now} or leases.expires_at > ${longest}`,
          ),
      )
      .returning('holder')
      .executeTakeFirst();
    return row?.holder === holder;
  }

  async prolong(name: string, holder: string, until: number): Promise<boolean> {
    const row = await this.#databases.write
      .updateTable('leases')
      .set({ expires_at: until })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .returning('holder')
      .executeTakeFirst();
    return row !== undefined;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.#databases.write
      .deleteFrom('leases')
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute();
  }
}
