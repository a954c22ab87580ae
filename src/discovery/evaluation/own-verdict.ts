import { weights } from '../recommendation/weights.js';
import type { OwnListsResult } from './own-lists.js';

/** What a site's own log says about changing a list, in one sentence. */
export interface Verdict {
  readonly kind: 'keep' | 'change' | 'too-little';
  readonly sentence: string;
}

/** A change is better where the whole 95 % interval of its gain lies above 0. */
export function verdictOnWeights({ judged, draws, drawsNeeded, daysKept }: OwnListsResult): Verdict {
  if (judged === undefined) {
    const told = `${Math.floor(draws)} draws; ${drawsNeeded} needed`;
    return {
      kind: 'too-little',
      sentence: `Too few clicks for a verdict (${told} in each half of what is kept, which is ${daysKept.toFixed(1)} days).`,
    };
  }
  const { gain, refitted } = judged;
  const interval = `interval ${signed(gain.low)} to ${signed(gain.high)}`;
  if (gain.low <= 0)
    return {
      kind: 'keep',
      sentence: `Keep the shipped weights: refitted ones change the log-likelihood of a click by ${signed(gain.mean)}, ${interval}.`,
    };
  const names = (Object.keys(weights.clicks) as (keyof typeof refitted)[])
    .map((name) => `clicks.${name} ${signed(refitted[name], 2)}`)
    .join(', ');
  return {
    kind: 'change',
    sentence: `These weights would be better by ${signed(gain.mean)} in the log-likelihood of a click, ${interval}: ${names}.`,
  };
}

export const signed = (value: number, digits = 4): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;
