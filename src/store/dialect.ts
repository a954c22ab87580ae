import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** One term of a search: any of its coded tokens (word as written, stems) will do. */
export type SearchTerm = readonly string[];

/** Everything in which the two databases differ. Nobody else asks which one it is. */
export interface StoreDialect {
  /** Replaces the story's rows of the full-text index, in the caller's transaction. Tokens are coded. */
  indexStory(
    trx: Transaction<Schema>,
    storyNumber: number,
    headline: readonly string[],
    text: readonly string[],
  ): Promise<void>;
  unindexStory(trx: Transaction<Schema>, storyNumber: number): Promise<void>;
  /** A query for `number` of all stories in which every term matches. */
  matchingNumbers(terms: readonly SearchTerm[]): RawBuilder<{ number: number }>;
  /** Same, ordered by the engine's own rank, best first, at most `limit`. */
  bestNumbers(terms: readonly SearchTerm[], limit: number): RawBuilder<{ number: number }>;
  /**
   * A column that only sifts what a better condition found: no index on it may lead. Half of the archive has the same
   * status, and SQLite without statistics takes any index for telling.
   */
  sifted(column: string): RawBuilder<string>;
  /** Aggregates a column of a sub-select into "a, b and so on", in the order of another. */
  joinedNames(column: string, order: string): RawBuilder<string>;
  /** Appended to the sub-select that claims a job, so that two processes never claim the same one. */
  readonly skipLocked: RawBuilder<unknown>;
  /** Calls back soon after any process committed, this one or another; until closed. */
  followCommits(onCommit: () => void): Promise<{ close(): Promise<void> }>;
  /**
   * Called before a change is written: changes become visible in the order of their seq, and followers are told at commit.
   */
  announceChange(trx: Transaction<Schema>): Promise<void>;
  /**
   * First in a transaction: until it ends no story is erased (`shared`, for who counts what is told of one and asks
   * whether it is there), or nothing is counted of any (`alone`, for who erases one).
   */
  lockErasures(trx: Kysely<Schema>, mode: 'shared' | 'alone'): Promise<void>;
  /** Runs an erasure so that the place of what it deletes is overwritten. */
  deletingForGood<Value>(database: Kysely<Schema>, erase: () => Promise<Value>): Promise<Value>;
  /**
   * Overwrites what lies elsewhere of rows that were deleted: in the search index, in the log. False where that could
   * not be done now, because another process reads what was there. What a backup holds is not reached.
   */
  overwriteDeleted(database: Kysely<Schema>): Promise<boolean>;
  /** Keeps the database's files in order; safe at any time. */
  maintain(database: Kysely<Schema>): Promise<void>;
  /** For the last lines of a report: "SQLite 3.53.2". */
  version(database: Kysely<Schema>): Promise<string>;
}
