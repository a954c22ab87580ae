import type Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { SearchTerm, StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';
import { busyTimeoutMs } from './open.js';

/** How often a commit of another process is looked for. A look costs some microseconds. */
const followEveryMs = 200;

export function sqliteStoreDialect(keyed: Database.Database): StoreDialect {
  const followers = new Set<() => void>();
  /** They share the writer's connection, and the first that ends must not end it for the others. */
  let erasing = 0;
  return {
    async indexStory(trx, storyNumber, headline, text) {
      await this.unindexStory(trx, storyNumber);
      await sql`insert into search_index (rowid, headline, text) values (${storyNumber}, ${headline.join(' ')}, ${text.join(' ')})`.execute(
        trx,
      );
    },
    async unindexStory(trx, storyNumber) {
      await sql`delete from search_index where rowid = ${storyNumber}`.execute(trx);
    },
    matchingNumbers: (terms) =>
      sql`select rowid as number from search_index where search_index match ${matchOf(terms)}`,
    bestNumbers: (terms, limit) =>
      sql`select rowid as number from search_index where search_index match ${matchOf(terms)} order by bm25(search_index, 8.0, 1.0) limit ${limit}`,
    sifted: (column) => sql`+${sql.ref(column)}`,
    joinedNames: (column, order) => sql`group_concat(${sql.ref(column)}, ', ' order by ${sql.ref(order)})`,
    skipLocked: sql``,
    async followCommits(onCommit) {
      const version = keyed.prepare('PRAGMA data_version').pluck();
      let seen = version.get();
      const timer = setInterval(() => {
        const current = version.get();
        if (current !== seen) {
          seen = current;
          onCommit();
        }
      }, followEveryMs);
      timer.unref();
      followers.add(onCommit);
      return {
        close: async () => {
          clearInterval(timer);
          followers.delete(onCommit);
        },
      };
    },
    // The writer is a connection of its own: the follower asks again once the commit is through.
    async announceChange() {
      setTimeout(() => {
        for (const follower of followers) follower();
      }, 5).unref();
    },
    // One writes at a time, so whoever asks in a transaction has the answer at its end.
    async lockErasures() {},
    async deletingForGood(database, erase) {
      erasing += 1;
      try {
        await sql`pragma secure_delete = on`.execute(database);
        return await erase();
      } finally {
        erasing -= 1;
        if (erasing === 0) await sql`pragma secure_delete = off`.execute(database);
      }
    },
    async overwriteDeleted(database) {
      await this.deletingForGood(database, () => mergeSearchIndex(database));
      return emptyLog(database);
    },
    async maintain(database) {
      await sql`pragma wal_checkpoint(PASSIVE)`.execute(database);
    },
    async version(database) {
      const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(database);
      return `SQLite ${rows[0]!.version}`;
    },
  };
}

/** The writer waits for readers of the log meanwhile, and all that wants to write for it. */
const emptyLogMs = 1000;

/** The log is emptied when no connection reads an older state than the last; a long scan may. */
async function emptyLog(database: Kysely<Schema>): Promise<boolean> {
  const wait = (ms: number) => sql`pragma busy_timeout = ${sql.lit(ms)}`.execute(database);
  await wait(emptyLogMs);
  try {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(TRUNCATE)`.execute(database);
    return rows[0]?.busy === 0;
  } finally {
    await wait(busyTimeoutMs);
  }
}

/** Pages written in one step of a merge: short enough that another process's writer waits for it. */
const mergedPages = 500;

/**
 * A story that leaves the index is only crossed out there; its words go when the parts that hold them are merged. A
 * negative number of pages begins to merge all parts into one; a step that changes less than two rows had nothing to do.
 */
async function mergeSearchIndex(database: Kysely<Schema>): Promise<void> {
  const changes = async () =>
    (await sql<{ n: number }>`select total_changes() as n`.execute(database)).rows[0]!.n;
  for (let pages = -mergedPages; ; pages = mergedPages) {
    const before = await changes();
    await sql`insert into search_index (search_index, rank) values ('merge', ${pages})`.execute(database);
    if ((await changes()) - before < 2) return;
  }
}

/** Coded tokens are letters and digits only, so quoting them is enough to keep FTS5's query syntax out. */
const matchOf = (terms: readonly SearchTerm[]): string =>
  terms.map((tokens) => `(${tokens.map((token) => `"${token}"`).join(' OR ')})`).join(' AND ');
