import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DaySalts } from '../../audience/ledger/day-salts.js';
import { Problem } from '../../base/problem.js';
import type { Schema } from '../schema.js';

const saltBytes = 32;

/** Salts shared by all processes, in a table that no log, replica or backup holds. The first process makes a day's. */
export function tableDaySalts(
  database: Kysely<Schema>,
  random: (size: number) => Uint8Array = randomBytes,
): DaySalts {
  const made = new Map<string, Promise<Uint8Array>>();

  const readOrMake = async (day: string): Promise<Uint8Array> => {
    const salt = Buffer.from(random(saltBytes)).toString('base64');
    await database
      .insertInto('day_salts')
      .values({ day, salt })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const kept = await database
      .selectFrom('day_salts')
      .select('salt')
      .where('day', '=', day)
      .executeTakeFirstOrThrow();
    return Buffer.from(kept.salt, 'base64');
  };

  return {
    of(day) {
      const known = made.get(day);
      if (known) return known;
      const salt = readOrMake(day).catch((cause: Error) => {
        throw new Problem('overloaded', 'Nothing can be counted at the moment; send this again.', {
          cause: String(cause),
        });
      });
      made.set(day, salt);
      salt.catch(() => made.delete(day));
      return salt;
    },
    async destroyThrough(day) {
      await database.deleteFrom('day_salts').where('day', '<=', day).execute();
      for (const name of made.keys()) if (name <= day) made.delete(name);
    },
  };
}
