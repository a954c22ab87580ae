import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../base/problem.js';

/**
 * The secret of a day, from which its reader keys are made. It lives apart from the database and from backups; once
 * it is destroyed nobody, ourselves included, can recognise a reader in what is kept of that day.
 */
export interface DaySalts {
  /** The salt of a calendar day (YYYY-MM-DD), made when first asked for; the same for all processes. */
  of(day: string): Promise<Uint8Array>;
  /** Destroys the salts of this day and of all before it. */
  destroyThrough(day: string): Promise<void>;
}

const saltBytes = 32;
const saltName = /^\d{4}-\d{2}-\d{2}$/;

/** Salts as files, readable by the owner only. Two processes that make one at once agree on the first. */
export function fileDaySalts(folder: string, random: (size: number) => Uint8Array = randomBytes): DaySalts {
  const made = new Map<string, Promise<Uint8Array>>();

  const readOrMake = async (day: string): Promise<Uint8Array> => {
    const path = join(folder, day);
    const known = await readFile(path).catch(() => undefined);
    if (known?.length === saltBytes) return known;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Under its name the file is whole or not there: a full disk must not leave the day with half a salt.
    const partial = `${path}.${randomUUID()}`;
    try {
      await writeFile(partial, random(saltBytes), { mode: 0o600, flush: true });
      await link(partial, path).catch(ignoreExisting);
    } catch (cause) {
      throw new Problem('overloaded', 'Nothing can be counted at the moment; send this again.', {
        cause: String(cause),
      });
    } finally {
      await rm(partial, { force: true });
    }
    const salt = await readFile(path);
    if (salt.length !== saltBytes) throw new Error(`The salt of ${day} is damaged; delete ${path}.`);
    return salt;
  };

  return {
    of(day) {
      const known = made.get(day);
      if (known) return known;
      const salt = readOrMake(day);
      made.set(day, salt);
      salt.catch(() => made.delete(day));
      return salt;
    },
    async destroyThrough(day) {
      const names = await readdir(folder).catch(() => []);
      const old = names.filter((name) => saltName.test(name) && name <= day);
      for (const name of old) await rm(join(folder, name), { force: true });
      for (const name of made.keys()) if (name <= day) made.delete(name);
    },
  };
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
