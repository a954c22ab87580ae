import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/temp-folder.js';
import { keptStatements } from './kept-statements.js';

it('keeps statements prepared; a pragma, on which SQLite acts while it prepares, acts each time all the same', () => {
  const database = new Database(join(tempFolder(), 'kept.db'));
  const prepared = keptStatements(database);
  expect(prepared('select 1')).toBe(prepared('select 1'));
  const overwrites = [1, 0, 1, 0].map((wanted) => {
    prepared(`pragma secure_delete = ${wanted === 1 ? 'on' : 'off'}`).all();
    return database.pragma('secure_delete', { simple: true });
  });
  expect(overwrites).toEqual([1, 0, 1, 0]);
  database.close();
});
