import { Problem } from '../base/problem.js';
import type { ImportFormat } from './imported-item.js';

/**
 * A format that keeps what it has read when its input turns out to be damaged further on (a gzip that is cut off, a
 * connection that ends): the damage becomes the last, failed outcome. Before the first outcome it is thrown.
 */
export const survivingDamage = (format: ImportFormat): ImportFormat => ({
  ...format,
  async *read(input, context) {
    let outcomes = 0;
    try {
      for await (const outcome of format.read(input, context)) {
        outcomes += 1;
        yield outcome;
      }
    } catch (error) {
      if (!(error instanceof Problem) || outcomes === 0) throw error;
      yield { kind: 'failed', place: `after item ${outcomes}`, reason: error.message };
    }
  },
});
