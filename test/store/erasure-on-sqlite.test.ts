import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, type LogEvent, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { anyTime, finishErasures, finishNumbers } from '../../src/jobs/finish-erasures.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import { newStory } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import type { Schema } from '../../src/store/schema.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { openConnection } from '../../src/store/sqlite/open.js';
import { ErasureTable } from '../../src/store/tables/erasures.js';
import { ImportRunTable } from '../../src/store/tables/import-runs.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { addBareStories, storyNames } from '../support/bare-stories.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const noon = Date.UTC(2026, 4, 12, 10);
const clock = () => noon;

let folder: string;
let file: string;
let opened: Databases;
/** The same file with a writer that notes what it is asked. */
let databases: Databases;
let writer: Database.Database;
let asked: { readonly sql: string; readonly parameters: readonly unknown[] }[];

beforeEach(async () => {
  folder = makeTempFolder();
  file = join(folder, 'broadsheet.db');
  opened = await openSqlite(file, { readers: 1, clock });
  writer = openConnection(file, 'write');
  asked = [];
  const log = ({ query }: LogEvent) => void asked.push({ sql: query.sql, parameters: query.parameters });
  databases = {
    ...opened,
    write: new Kysely<Schema>({ dialect: new SqliteDialect({ database: writer }), log }),
  };
});
afterEach(async () => {
  await databases.write.destroy();
  await opened.close();
  removeFolder(folder);
});

const store = () => new ErasureTable(databases);
const erase = (id: string) =>
  new StoryEraserTable(databases).erase(id as StoryId, { at: noon, ground: 'Order', actor: 'ada' });

let views = 0;
async function read(ids: readonly string[]): Promise<void> {
  const events = ids.flatMap((storyId, index) => {
    views += 1;
    const shared = {
      storyId,
      occurredAt: noon,
      receivedAt: noon,
      verdict: 'accepted' as const,
      readerKey: `reader-${views}`,
      browserKey: 'AAAAAAAAAAA',
      browser: 'firefox',
      network: 'public' as const,
      readSeconds: 60,
    };
    const shown = { storyId: ids[(index + 1) % ids.length]!, propensity: 0.0125 };
    const place = { list: 'related' as const, position: 1, edition: 7, shown };
    return [
      { ...shared, id: `view-${views}`, kind: 'view' as const },
      { ...shared, id: `click-${views}`, kind: 'click' as const, ...place },
    ];
  });
  await ledgerStore(opened, 'w').settle(events, 'UTC');
}

/** Steps of statements that would read a whole table: one of a single row, and lists of keys, are all that may be. */
function wholeTables(statements: typeof asked): readonly string[] {
  const whole = new Set<string>();
  for (const { sql, parameters } of statements) {
    if (!/^\s*(delete|update|insert|select)/i.test(sql)) continue;
    const steps = writer.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    for (const { detail } of steps)
      if (/^SCAN (?!json_each|edition_memory|search_index VIRTUAL TABLE INDEX 0:=)/.test(detail))
        whole.add(`${detail}: ${sql.trim()}`);
  }
  return [...whole];
}

it('holds the writer for keyed statements only: no table of what was counted is searched whole', async () => {
  await addBareStories(opened, storyNames(10));
  await read(storyNames(10));
  await erase('story-1');
  asked = [];
  await finishNumbers(store(), anyTime);
  expect(asked.length).toBeGreaterThan(10);
  expect(wholeTables(asked)).toEqual([]);
});

it('takes a long import back in short transactions, and the builder’s memory into its hands once', async () => {
  const ids = idSource(clock);
  const runs = new ImportRunTable(opened, ids);
  const { runId } = await runs.openRun('feed.xml', '', noon);
  const stories: string[] = [];
  const items = Array.from({ length: 120 }, (_, index) => {
    const story = newStory({ headline: `Story ${index}` }, { clock, ids });
    stories.push(story.id);
    const source = { kind: 'feed', publisher: 'Wire', itemId: `item-${index}` };
    return {
      position: index + 1,
      place: `${index}`,
      item: { source },
      decide: () => ({
        outcome: 'added',
        reason: '',
        write: { story, act: 'import', actor: 'import', at: noon, wantedPath: '' },
      }),
    };
  });
  await runs.apply(runId, items as never, noon);
  await read(stories);
  asked = [];
  expect(await new ImportRunTable(databases, ids).undo(runId, noon)).toMatchObject({ removed: 120 });
  expect(wholeTables(asked)).toEqual([]);
  const erasedAtOnce: number[] = [];
  for (const { sql } of asked) {
    if (sql.startsWith('begin')) erasedAtOnce.push(0);
    if (/^delete from "stories"/.test(sql)) erasedAtOnce[erasedAtOnce.length - 1]! += 1;
  }
  expect(erasedAtOnce.reduce((sum, count) => sum + count, 0)).toBe(120);
  expect(Math.max(...erasedAtOnce)).toBeLessThanOrEqual(50);
  expect(asked.filter(({ sql }) => /^update "edition_memory"/.test(sql))).toHaveLength(1);
  for (const table of ['events', 'readers', 'tallies', 'slate_tallies', 'jobs'] as const) {
    const rows = await opened.read.selectFrom(table).selectAll().execute();
    expect(rows.filter((row) => !('kind' in row) || row.kind !== 'relate')).toEqual([]);
  }
});

it('says so where a reader keeps the log from being emptied, and does it once that one is gone', async () => {
  await addBareStories(opened, ['story-1']);
  const finish = () => finishErasures({ store: store(), shelf: { forget: async () => undefined } }, anyTime);
  const reader = openConnection(file, 'read');
  reader.exec('begin');
  reader.prepare('select count(*) from stories').get();
  await erase('story-1');
  expect(await finish()).toBe(false);
  const left = () => opened.read.selectFrom('jobs').select('kind').where('kind', 'like', 'erase-%').execute();
  expect(await left()).toEqual([{ kind: 'erase-traces' }]);
  expect(writer.pragma('busy_timeout', { simple: true })).toBe(10_000);
  reader.exec('commit');
  reader.close();
  expect(await finish()).toBe(true);
  expect(await left()).toEqual([]);
});

it('overwrites what it deletes until the last of several that overlap has ended', async () => {
  const { write, dialect } = databases;
  const isOverwriting = async () =>
    (await sql<{ secure_delete: number }>`pragma secure_delete`.execute(write)).rows[0]!.secure_delete === 1;
  const ends: (() => void)[] = [];
  const erasures = [1, 2].map(() =>
    dialect.deletingForGood(write, () => new Promise<void>((resolve) => ends.push(resolve))),
  );
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  expect(await isOverwriting()).toBe(true);
  ends[0]!();
  await erasures[0];
  expect(await isOverwriting()).toBe(true);
  ends[1]!();
  await erasures[1];
  expect(await isOverwriting()).toBe(false);
  await expect(dialect.deletingForGood(write, () => Promise.reject(new Error('full')))).rejects.toThrow(
    'full',
  );
  expect(await isOverwriting()).toBe(false);
});
