import { seededRandom } from '../../base/seeded-random.js';
import type { Interval } from '../../discovery/evaluation/metrics.js';
import type { Figure } from '../../discovery/evaluation/report.js';
import {
  differenceOf,
  ratioOf,
  resampledRatio,
  type UnitSums,
} from '../../discovery/evaluation/resampled.js';

/** With fewer units than this the percentiles of resampled sums say nothing. */
export const unitsNeeded = 20;
const seed = 5;

export interface Drawn {
  /** What was drawn: "days", "readers" … */
  readonly units: string;
  /** "ours" and the baselines that it is to be compared with, no oracle or ceiling; all over the same units. */
  readonly sums: ReadonlyMap<string, UnitSums>;
}

/**
 * After a figure: how far ours could lie from it had other units been drawn, and how far its lead over the best baseline; 95 %,
 * from 1,000 resamples. Nothing where there are too few units. The best baseline is picked in sight of the figures.
 */
export function* intervalsOf(figure: Figure, { units, sums }: Drawn): Iterable<Figure> {
  const ours = sums.get('ours')!;
  if (ours.above.length < unitsNeeded) return;
  const best = bestOf(sums);
  const lead = differenceOf(ours, sums.get(best)!);
  yield boundsOf(figure, `${figure.metric}: 95 % by ${units}`, ours);
  yield boundsOf(figure, `${figure.metric}: lead over "${best}", 95 % by ${units}`, lead);
}

/** Ours as a multiple of the best of some of the baselines, with its interval. */
export function* ratiosOf(
  figure: Figure,
  { units, sums }: Drawn,
  isAmong: (name: string) => boolean,
): Iterable<Figure> {
  const ours = sums.get('ours')!;
  if (ours.above.length < unitsNeeded) return;
  const best = bestOf(new Map([...sums].filter(([name]) => isAmong(name))));
  const ratio = { above: ours.above, below: sums.get(best)!.above };
  yield { ...boundsOf(figure, `${figure.metric}: over "${best}", 95 % by ${units}`, ratio), unit: 'ratio' };
}

function boundsOf(figure: Figure, metric: string, sums: UnitSums): Figure {
  const { mean, low, high }: Interval = resampledRatio(sums, seededRandom(seed));
  const baselines = { 'low (95 %)': low, 'high (95 %)': high };
  return { ...figure, metric, ours: mean, baselines, n: sums.above.length };
}

function bestOf(sums: ReadonlyMap<string, UnitSums>): string {
  const others = [...sums.keys()].filter((name) => name !== 'ours');
  return others.reduce((a, b) => (ratioOf(sums.get(b)!) > ratioOf(sums.get(a)!) ? b : a));
}
