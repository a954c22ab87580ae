import type { Instant } from '../../base/clock.js';

/** One run of an import, as the newsroom reads it. */
export interface ImportRunLine {
  readonly runId: string;
  readonly input: string;
  readonly status: string;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly undoneAt?: Instant;
}

export interface ImportRuns {
  runs(limit: number): Promise<readonly ImportRunLine[]>;
}
