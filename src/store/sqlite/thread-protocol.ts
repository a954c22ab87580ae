export interface StatementQuestion {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface ProcedureQuestion {
  readonly id: number;
  /** A name of `procedures.write` or `procedures.scan`, as the thread's connection is. */
  readonly procedure: string;
  /** As JSON: of many small objects that costs half of what a structured clone does. */
  readonly input: string;
}

export type Question = StatementQuestion | ProcedureQuestion;

export interface Answer {
  readonly id: number;
  readonly rows?: unknown[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
  /** What a procedure returned, as JSON. */
  readonly output?: string;
  readonly failure?: { readonly message: string; readonly code: string; readonly sql: string };
}
