import type { ProcedureName } from '../procedures.js';

export interface StatementQuestion {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface ProcedureQuestion {
  readonly id: number;
  readonly procedure: ProcedureName;
  readonly input: unknown;
}

export type Question = StatementQuestion | ProcedureQuestion;

export interface Answer {
  readonly id: number;
  readonly rows?: unknown[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
  /** What a procedure returned. */
  readonly output?: unknown;
  readonly failure?: { readonly message: string; readonly code: string; readonly sql: string };
}
