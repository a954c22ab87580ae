import { expect, it } from 'vitest';
import { storedTables } from '../../src/audience/stored-words.js';
import type { Databases } from '../../src/store/databases.js';
import { onBothDatabases } from '../support/databases.js';

/** Tables that say nothing about reading. A table that is neither here nor in words for readers fails. */
const notAboutReading = [
  'analyses',
  'audit',
  'changes',
  'contributors',
  'corrections',
  'erased_sources',
  'front_places',
  'import_items',
  'import_runs',
  'jobs',
  'leases',
  'listings',
  'media',
  'migrations',
  'paths',
  'related',
  'related_choices',
  'revisions',
  'search_index',
  'search_versions',
  'sections',
  'sessions',
  'settings',
  'staff',
  'stories',
  'story_contributors',
  'story_pictures',
  'story_topics',
];

const worded = new Map(storedTables(35).map(({ table, columns }) => [table, Object.keys(columns).sort()]));

onBothDatabases(
  'what we store',
  () => Date.UTC(2026, 4, 12),
  (openFresh) => {
    it('is in words, each table and each column, and nothing else is', async () => {
      const databases = await openFresh();
      const columns = await columnsOf(databases);
      await databases.close();
      for (const name of notAboutReading) columns.delete(name);
      for (const [table, names] of columns) expect(worded.get(table), `words for ${table}`).toEqual(names);
      // Where one process has a database to itself, the secret of the day is a file beside it.
      const missing = [...worded.keys()].filter((table) => !columns.has(table) && table !== 'day_salts');
      expect(missing).toEqual([]);
    });
  },
);

async function columnsOf({ read }: Databases): Promise<Map<string, string[]>> {
  const tables = await read.introspection.getTables();
  return new Map(
    tables
      // The parts that a full-text index is kept in.
      .filter(({ name }) => !/^search_index_/.test(name))
      .map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]),
  );
}
