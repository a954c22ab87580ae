import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Problem } from '../base/problem.js';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** The migrations of a database, in order of their names. */
export function readMigrations(folder: URL): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * What is still to be applied. Refuses, before anything is touched: a database that has other tables but no list of
 * migrations, one with a migration that this version does not know (a newer version made it), and one whose migration
 * was applied from another text.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[] | undefined,
  hasOtherTables: boolean,
): readonly Migration[] {
  if (applied === undefined) {
    if (hasOtherTables) {
      throw new Problem(
        'schema_unknown',
        'The database holds tables that Broadsheet did not make. Nothing was changed. Give it an empty database.',
      );
    }
    return known;
  }
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = byName.get(name);
    if (migration === undefined) {
      throw new Problem(
        'schema_unknown',
        `The database was made by a newer version of Broadsheet (it knows "${name}"). Nothing was changed. Start that version, or restore a backup made before the upgrade.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new Problem(
        'schema_unknown',
        `The database was made by another build of Broadsheet ("${name}" differs). Nothing was changed.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}
