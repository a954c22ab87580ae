import { settleEvents } from './tables/ledger.js';

/**
 * Transactions of several steps, each of which needs the answer of the one before. They run where the connection is
 * (with SQLite in the writer's thread): steps asked for from afar would each wait behind all that the server has to
 * answer, and the writer would stand still meanwhile. Input and output cross threads, so they are plain values.
 */
export const procedures = { settleEvents };

type Procedures = typeof procedures;
export type ProcedureName = keyof Procedures;
export type InputOf<Name extends ProcedureName> = Parameters<Procedures[Name]>[1];
export type OutputOf<Name extends ProcedureName> = Awaited<ReturnType<Procedures[Name]>>;

/** Runs a procedure alone in one transaction: all of it is durable when this resolves, none if it rejects. */
export type RunProcedure = <Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<OutputOf<Name>>;
