import type { Log } from '../../base/log.js';
import { Problem, problems } from '../../base/problem.js';
import { OverloadLog } from './overload-log.js';

/** What a failure is answered with where a program asked. */
export interface FailureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly code: string; readonly title: string; readonly detail?: string };
}

/** The one place that says what becomes of a failure. What the visitor sees and what the log gets are different. */
export class Failures {
  readonly #log: Log;
  readonly #overloads: OverloadLog;

  constructor(log: Log) {
    this.#log = log;
    this.#overloads = new OverloadLog(log);
  }

  /** The status; what is our own fault is logged. */
  note(error: Error, path: string): number {
    const status = error instanceof Problem ? error.status : 500;
    if (status < 500) return status;
    if (error instanceof Problem && error.code === 'overloaded') this.#overloads.note(error);
    else {
      const { message, stack } = error;
      const more = error instanceof Problem ? error.log : {};
      this.#log.error({ error: { message, stack }, path, ...more }, 'request failed');
    }
    return status;
  }

  /** Notes it and answers a program; of what is our own fault no detail is told. */
  answer(error: Error, path: string): FailureAnswer {
    const status = this.note(error, path);
    const headers = status === 503 ? { 'retry-after': '1' } : {};
    if (!(error instanceof Problem))
      return { status, headers, body: { code: 'internal', title: 'Something failed on our side' } };
    const { code, message } = error;
    const { title } = problems[code];
    return { status, headers, body: status < 500 ? { code, title, detail: message } : { code, title } };
  }
}
