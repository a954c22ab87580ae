import { secondMs } from '../../base/clock.js';
import type { Log } from '../../base/log.js';
import type { Problem } from '../../base/problem.js';

const atMostEveryMs = 10 * secondMs;

/**
 * What is refused because too much comes: one line for many, or the log would become the load. Each is told in the sums of
 * `/metrics`.
 */
export class OverloadLog {
  readonly #log: Log;
  #untold = 0;
  #last: Problem | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The first is told at once, those of the next ten seconds together. */
  note(problem: Problem): void {
    this.#untold += 1;
    this.#last = problem;
    if (this.#timer === undefined) this.#tell();
  }

  #tell(): void {
    this.#timer = undefined;
    if (this.#untold === 0) return;
    this.#log.warn(
      { requests: this.#untold, last: this.#last?.message, ...this.#last?.log },
      'overloaded: requests were answered with 503',
    );
    this.#untold = 0;
    this.#timer = setTimeout(() => this.#tell(), atMostEveryMs).unref();
  }
}
