import { hourMs, type Instant } from '../../base/clock.js';
import { ClusteredRatio, clustersNeeded } from './clustered-ratio.js';
import type { Interval } from './metrics.js';
import { signed, type Verdict } from './own-verdict.js';
import { ourRanker, trendingBaselines } from './trending-rankers.js';
import { TrendingReplay, type TrendingResult } from './trending-replay.js';
import type { View } from './views.js';

/** What a site keeps of its views, in time order, read a piece at a time: fine tallies, before them those of hours. */
export type OwnViewLog = (since: Instant, until: Instant) => AsyncIterable<View>;

export interface OwnViewsResult extends TrendingResult {
  /** Hours of equal traffic that would tell as much. */
  readonly effectiveHours: number;
  readonly hoursNeeded: number;
  /** Of the baselines, the one that caught most, and what it caught beyond ours, as a share of the views of an hour. */
  readonly rival: { readonly name: string; readonly gain: Interval };
}

/**
 * The quantile for the best of ten baselines: the chance that any of ten that are no better passes for better stays at 2.5 %
 * (Bonferroni).
 */
const tenBaselinesQuantile = 2.807034;

/** How well the list "now" foretold the views of each next hour, beside trailing windows and published formulas. */
export async function replayOwnViews(log: OwnViewLog, since: Instant, now: Instant): Promise<OwnViewsResult> {
  const baselines = trendingBaselines();
  const replay = new TrendingReplay(hourMs, [ourRanker(), ...baselines]);
  for await (const view of log(since, now)) replay.add(view);
  const result = replay.finish(now);
  const best = baselines
    .map(({ name }) => name)
    .reduce((a, b) => (result.scores.get(b)!.shareTop8 > result.scores.get(a)!.shareTop8 ? b : a));
  const gain = new ClusteredRatio();
  const [ours, theirs] = ['ours', best].map((name) => result.scores.get(name)!.caughtTop8);
  result.views.forEach((views, at) => {
    gain.add(theirs![at]! - ours![at]!, views);
  });
  return {
    ...result,
    effectiveHours: gain.effectiveClusters,
    hoursNeeded: clustersNeeded,
    rival: { name: best, gain: gain.interval(tenBaselinesQuantile) },
  };
}

export function verdictOnRanking({ effectiveHours, hoursNeeded, rival }: OwnViewsResult): Verdict {
  if (effectiveHours < hoursNeeded)
    return {
      kind: 'too-little',
      sentence: `Too few views for a verdict (${Math.floor(effectiveHours)} hours of equal traffic; ${hoursNeeded} needed).`,
    };
  const { name, gain } = rival;
  const interval = `interval ${signed(gain.low)} to ${signed(gain.high)}`;
  return gain.low > 0
    ? {
        kind: 'change',
        sentence: `"${name}" would be better by ${signed(gain.mean)} of the next hour's views, ${interval}.`,
      }
    : {
        kind: 'keep',
        sentence: `Keep the Ranking as it is: the best of the others, "${name}", changes the share of the next hour's views by ${signed(gain.mean)}, ${interval}.`,
      };
}
