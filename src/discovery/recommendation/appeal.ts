import { hourMs, type Instant } from '../../base/clock.js';
import type { ViewSignals } from '../ranking/view-counts.js';
import { weights } from './weights.js';

/** Clicks of a story and the clicks that its places would bring an average story, both decayed. */
export interface ClickSignals {
  readonly clicks: number;
  readonly expected: number;
}

/** All that is known of a candidate before any page or reader is: anonymous sums, and none from later. */
export interface AppealSignals {
  readonly views: ViewSignals;
  readonly slates: ClickSignals;
  /** What its words say of its click rate, as a logarithm; 0 when nothing is known. */
  readonly words: number;
  readonly firstPublishedAt: Instant;
}

/** Pseudo-counts: how many views or expected clicks the average story's behaviour is worth against a story's own. */
const briefPrior = 0.3;
const nowPrior = 0.3;
const clickPrior = 3;
const newbornHours = 1;

/**
 * Log-odds of being chosen, up to a constant: the page-independent part of the ranker. Views and words speak for a story until
 * its own clicks do: their part fades as the places it was shown at add up. `usualViews` is the mean `viewAppeal` of the
 * stories that are being shown, so that fading favours nobody.
 */
export function appeal(signals: AppealSignals, usualViews: number, now: Instant): number {
  const ageHours = Math.max(0, now - signals.firstPublishedAt) / hourMs;
  const before = viewAppeal(signals.views, ageHours) - usualViews + weights.words * signals.words;
  const share = clickPrior / (clickPrior + signals.slates.expected);
  return share * before + clickAppeal(signals.slates, ageHours);
}

/** The mean of the views part over the stories being shown, each by how much it is shown; 0 where none is. */
export function usualViewAppeal(stories: readonly AppealSignals[], now: Instant): number {
  let sum = 0;
  let total = 0;
  for (const { views, slates, firstPublishedAt } of stories) {
    if (slates.expected === 0) continue;
    sum += slates.expected * viewAppeal(views, Math.max(0, now - firstPublishedAt) / hourMs);
    total += slates.expected;
  }
  return total === 0 ? 0 : sum / total;
}

/** What the views part of the ranker looks at: logarithms, so that a weight is a power. */
export type ViewFeatures = Readonly<Record<keyof typeof weights.views, number>>;

export const viewFeatures = ({ brief, now }: ViewSignals, ageHours: number): ViewFeatures => ({
  brief: Math.log(brief + briefPrior),
  now: Math.log(now + nowPrior),
  age: Math.log1p(ageHours),
  newborn: ageHours < newbornHours ? 1 : 0,
});

const viewFeatureNames = Object.keys(weights.views) as (keyof ViewFeatures)[];

export function viewAppeal(views: ViewSignals, ageHours: number): number {
  const features = viewFeatures(views, ageHours);
  let sum = 0;
  for (const name of viewFeatureNames) sum += weights.views[name] * features[name];
  return sum;
}

/** The clicks part: how the story does where it is shown, and how long that has been going on. */
export type ClickFeatures = Readonly<Record<keyof typeof weights.clicks, number>>;

export const clickFeatures = (slates: ClickSignals, ageHours: number): ClickFeatures => ({
  rate: logClickRate(slates),
  age: Math.log1p(ageHours),
});

export function clickAppeal(slates: ClickSignals, ageHours: number): number {
  const features = clickFeatures(slates, ageHours);
  return weights.clicks.rate * features.rate + weights.clicks.age * features.age;
}

/** Logarithm of the shrunken click rate: 0 for a story never shown, or as good as the average (clicks over expected clicks). */
export const logClickRate = ({ clicks, expected }: ClickSignals): number =>
  Math.log((clicks + clickPrior) / (expected + clickPrior));
