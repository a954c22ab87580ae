import type { Evaluation } from '../../discovery/evaluation/report.js';
import { fundusFigures, readabilityFigures } from './import-pages.js';
import { reportFigures } from './import-reports.js';

/** What an import makes of saved pages, beside Readability alone; and whether every report adds up. */
export const evaluate: Evaluation = async function* (root) {
  yield* fundusFigures(root);
  yield* readabilityFigures(root);
  yield* reportFigures(root);
};
