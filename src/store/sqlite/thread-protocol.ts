export interface Question {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly rows?: unknown[];
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
  readonly failure?: { readonly message: string; readonly code: string; readonly sql: string };
}
