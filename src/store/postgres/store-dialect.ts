import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import type { SearchTerm, StoreDialect } from '../dialect.js';

const channel = 'broadsheet_changes';

/** Names the order of changes among the database's advisory locks. */
const changesLock = 7_238_002;

/** Names the order of counting and erasing. */
const erasuresLock = 7_238_003;

/** LISTEN may miss a notice while its connection is down; a poll each second finds what it missed. */
const pollEveryMs = 1000;

/** GIN entries and rows stay well inside a page with this many tokens of at most some forty bytes. */
const tokensPerRow = 2000;

export function postgresStoreDialect(config: pg.PoolConfig): StoreDialect {
  return {
    async indexStory(trx, storyNumber, headline, text) {
      await this.unindexStory(trx, storyNumber);
      const parts = [[...new Set(headline)]];
      for (let from = 0; from < text.length; from += tokensPerRow)
        parts.push([...new Set(text.slice(from, from + tokensPerRow))]);
      for (const [part, tokens] of parts.entries()) {
        await sql`insert into search_index (story_number, part, tokens) values (${storyNumber}, ${part}, ${tokens})`.execute(
          trx,
        );
      }
    },
    async unindexStory(trx, storyNumber) {
      await sql`delete from search_index where story_number = ${storyNumber}`.execute(trx);
    },
    matchingNumbers: (terms) => matching(terms),
    // Rank: a story is better the more of the terms stand in its headline; equal ones by age. Re-scored by the caller.
    bestNumbers: (terms, limit) => sql`
      select matched.number from (${matching(terms)}) as matched
      order by (select count(*) from search_index where story_number = matched.number and part = 0 and tokens && ${terms.flat()}::text[]) desc, matched.number desc
      limit ${limit}`,
    sifted: (column) => sql.ref(column),
    joinedNames: (column, order) => sql`string_agg(${sql.ref(column)}, ', ' order by ${sql.ref(order)})`,
    skipLocked: sql`for update skip locked`,
    async followCommits(onCommit) {
      const timer = setInterval(onCommit, pollEveryMs);
      timer.unref();
      let client: pg.Client | undefined;
      let isClosed = false;
      const listen = async () => {
        const listening = new pg.Client(config);
        listening.on('notification', onCommit);
        listening.on('error', () => {
          // A connection may fail more than once on its way out; only its first failure calls for another one.
          if (client === listening) listenAgain();
        });
        await listening.connect();
        await listening.query(`listen ${channel}`);
        client = listening;
        if (isClosed) await listening.end();
      };
      // Until it succeeds: a server that was killed refuses connections while it recovers.
      const listenAgain = () => {
        client = undefined;
        if (!isClosed) setTimeout(() => void listen().catch(listenAgain), pollEveryMs).unref();
      };
      await listen();
      return {
        close: async () => {
          isClosed = true;
          clearInterval(timer);
          await client?.end();
        },
      };
    },
    // The lock is held to the commit: without it a lower seq could become visible after a higher one and be passed over.
    async announceChange(trx) {
      await sql`select pg_advisory_xact_lock(${changesLock})`.execute(trx);
      await sql`select pg_notify(${channel}, '')`.execute(trx);
    },
    async lockErasures(trx, mode) {
      const lock = mode === 'shared' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
      await sql`select ${lock}(${erasuresLock})`.execute(trx);
    },
    // Rows that were deleted stay in the files until a vacuum; the server's own comes some day.
    deletingForGood: (_database, erase) => erase(),
    async overwriteDeleted(database) {
      await sql`vacuum stories, revisions, corrections, story_topics, story_contributors, analyses, related, search_index, audit,
        import_items, media, events, readers, tallies, fine_tallies, list_tallies, slate_tallies, follow_tallies,
        story_counts, public_counts, reactions, restated_counts, imported_counts, closed_lines, editions, edition_memory`.execute(
        database,
      );
      return true;
    },
    // Autovacuum keeps PostgreSQL in order by itself.
    async maintain() {},
    async version(database) {
      const { rows } = await sql<{
        version: string;
      }>`select current_setting('server_version') as version`.execute(database);
      return `PostgreSQL ${rows[0]!.version}`;
    },
  };
}

function matching(terms: readonly SearchTerm[]): RawBuilder<{ number: number }> {
  const each = terms.map(
    (tokens) => sql`select story_number as number from search_index where tokens && ${[...tokens]}::text[]`,
  );
  return sql`${sql.join(each, sql` intersect `)}`;
}
