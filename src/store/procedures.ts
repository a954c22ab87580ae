import { settleEvents } from './tables/ledger.js';
import { cutSnippets } from './tables/snippets.js';

/**
 * Work on the database that runs where the connection is: with SQLite in the writer's thread or a reader's, so that
 * neither its steps wait behind all that the server has to answer, nor the server for it. Input and output cross
 * threads, so they are values that JSON can hold.
 */
export const procedures = {
  /** Transactions of several steps, each of which needs the answer of the one before. */
  write: { settleEvents },
  /** What reads much and tells little. */
  scan: { cutSnippets },
};

export type ProcedureKind = keyof typeof procedures;
type Procedure = (database: never, input: never, dialect: never) => Promise<unknown>;

/** Runs a procedure alone in one transaction: all of it is durable when this resolves, none if it rejects. */
export type RunProcedure<Kind extends ProcedureKind> = <Name extends keyof (typeof procedures)[Kind]>(
  name: Name,
  input: (typeof procedures)[Kind][Name] extends (
    database: never,
    input: infer Input,
    dialect: never,
  ) => Promise<unknown>
    ? Input
    : never,
) => (typeof procedures)[Kind][Name] extends Procedure ? ReturnType<(typeof procedures)[Kind][Name]> : never;
