import { ClusteredRatio, OpenClusters } from './clustered-ratio.js';
import type { Fit } from './conditional-logit.js';
import type { Interval } from './metrics.js';
import { type Sample, type Scorer, type ScorerName, scorerNames } from './own-scorers.js';
import type { OwnOption, OwnSlate } from './own-slates.js';

export interface OwnWeights {
  readonly rate: number;
  readonly age: number;
}

export interface JudgedLists {
  readonly clicks: number;
  readonly refitted: OwnWeights;
  readonly standardErrors: OwnWeights;
  /** For each scorer: log-likelihood of a click, and the chance that it is scored above another that was seen there. */
  readonly logLikelihood: Readonly<Record<ScorerName, number>>;
  readonly auc: Readonly<Record<ScorerName, number>>;
  /** What the refitted weights gain in log-likelihood per click over the shipped ones, and those over the smoothed click rate. */
  readonly gain: Interval;
  readonly gainOfShipped: Interval;
  /** Clicks over those that there were, had the same stories stood in the order of the refitted weights. */
  readonly reordered: Interval;
}

/** Judges all scorers on the same clicks. */
export class Judge {
  readonly #refitted: Fit;
  readonly #scorers: readonly Scorer[];
  readonly #logLikelihoods: readonly ClusteredRatio[] = scorerNames.map(() => new ClusteredRatio());
  readonly #aucs: readonly ClusteredRatio[] = scorerNames.map(() => new ClusteredRatio());
  readonly #gain = new ClusteredRatio();
  readonly #gainOfShipped = new ClusteredRatio();
  readonly #reordered = new ClusteredRatio();
  readonly #open: OpenClusters;
  #clicks = 0;

  constructor({ refitted, scorers }: ReturnType<Sample['fit']>) {
    this.#refitted = refitted;
    this.#scorers = scorers;
    this.#open = new OpenClusters([
      ...this.#logLikelihoods,
      ...this.#aucs,
      this.#gain,
      this.#gainOfShipped,
      this.#reordered,
    ]);
  }

  add({ startsAt, draw, options }: OwnSlate): void {
    const seen = options.filter(({ impressions }) => impressions > 0);
    const clicks = seen.reduce((sum, option) => sum + option.clicks, 0);
    const worths = this.#scorers.map(({ score, placeWeight }) =>
      seen.map((option) => placeWeight * option.place + score(option)),
    );
    const likely = worths.map((worth) => logLikelihood(seen, worth));
    const [shipped = 0, refitted = 0, smoothed = 0] = likely;
    this.#clicks += clicks;
    this.#open.add(draw, startsAt, [
      ...likely.map((sum) => [sum, clicks] as const),
      ...worths.map((worth) => [clicksAbove(seen, worth), clicks] as const),
      [refitted - shipped, clicks],
      [shipped - smoothed, clicks],
      [reorderedClicks(seen, this.#scorers[1]!), clicks],
    ]);
  }

  /** Ends it; how many draws there were in effect. */
  close(): number {
    this.#open.close();
    return this.#gain.effectiveClusters;
  }

  result(): JudgedLists {
    const [rate = 0, age = 0] = this.#refitted.weights;
    const [rateError = 0, ageError = 0] = this.#refitted.standardErrors;
    const byName = (ratios: readonly ClusteredRatio[]) =>
      Object.fromEntries(scorerNames.map((name, at) => [name, ratios[at]!.ratio])) as Record<
        ScorerName,
        number
      >;
    return {
      clicks: this.#clicks,
      refitted: { rate, age },
      standardErrors: { rate: rateError, age: ageError },
      logLikelihood: byName(this.#logLikelihoods),
      auc: byName(this.#aucs),
      gain: this.#gain.interval(),
      gainOfShipped: this.#gainOfShipped.interval(),
      reordered: this.#reordered.interval(),
    };
  }
}

/** Of all clicks of a slate, each in proportion to impressions · exp(worth). */
function logLikelihood(options: readonly OwnOption[], worths: readonly number[]): number {
  const logs = options.map(({ impressions }, at) => Math.log(impressions) + worths[at]!);
  const highest = Math.max(...logs);
  const total = highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
  return options.reduce((sum, { clicks }, at) => sum + clicks * (logs[at]! - total), 0);
}

/** For each click the share of impressions at other places whose story is worth less; equal ones count half. */
function clicksAbove(options: readonly OwnOption[], worths: readonly number[]): number {
  return options.reduce((sum, { clicks }, at) => {
    if (clicks === 0) return sum;
    let below = 0;
    let others = 0;
    options.forEach(({ impressions }, other) => {
      if (other === at) return;
      others += impressions;
      if (worths[other]! < worths[at]!) below += impressions;
      else if (worths[other] === worths[at]) below += impressions / 2;
    });
    return sum + (clicks * below) / others;
  }, 0);
}

/**
 * The clicks that the same stories would have got in the order of this scorer, the best at the best place: those of each story
 * times what its new place brings over its old one (the position-based model, Li et al. 2018).
 */
function reorderedClicks(options: readonly OwnOption[], { score, placeWeight }: Scorer): number {
  const places = options.map(({ place }) => place).sort((a, b) => b - a);
  const order = [...options].sort((a, b) => score(b) - score(a));
  return order.reduce(
    (sum, { clicks, place }, at) => sum + clicks * Math.exp(placeWeight * (places[at]! - place)),
    0,
  );
}
