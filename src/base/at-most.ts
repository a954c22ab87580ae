import { Problem } from './problem.js';

/** Runs a piece of work when its turn comes. */
export type Turnstile = <Value>(work: () => Promise<Value>) => Promise<Value>;

/**
 * At most `running` pieces of work at a time, at most `waiting` behind them; beyond that a caller is refused with
 * `overloaded` instead of queueing until its client has gone.
 */
export function atMost(running: number, waiting: number): Turnstile {
  let free = running;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else if (queue.length >= waiting)
      throw new Problem('overloaded', 'There is too much to do at once. Try again in a few seconds.');
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on, not freed: a newcomer cannot overtake who waits.
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}
