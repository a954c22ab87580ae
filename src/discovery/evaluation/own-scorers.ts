import { seededRandom } from '../../base/seeded-random.js';
import { weights } from '../recommendation/weights.js';
import { ClusteredRatio, OpenClusters } from './clustered-ratio.js';
import { type Choice, type Fit, fitConditionalLogit } from './conditional-logit.js';
import type { OwnOption, OwnSlate } from './own-slates.js';

/** Of more choices than these a fair sample is fitted: two weights need no more, and memory stays bounded. */
const choicesAtMost = 30_000;

/** A way to score the stories of a slate; what the place does to a click is fitted for each, so that none gains from it. */
export interface Scorer {
  readonly name: ScorerName;
  readonly score: (option: OwnOption) => number;
  readonly placeWeight: number;
}

export const scorerNames = ['shipped', 'refitted', 'smoothed click rate', 'place alone'] as const;
export type ScorerName = (typeof scorerNames)[number];

const shippedScore = ({ rate, age }: OwnOption): number =>
  weights.clicks.rate * rate + weights.clicks.age * age;

/** A fair sample of the choices of the older half (reservoir sampling, Vitter's R), and how many draws they come from. */
export class Sample {
  readonly #slates: OwnSlate[] = [];
  readonly #random = seededRandom(1);
  readonly #clicks = new ClusteredRatio();
  readonly #open = new OpenClusters([this.#clicks]);
  #seen = 0;

  get draws(): number {
    this.#open.close();
    return this.#clicks.effectiveClusters;
  }

  add(slate: OwnSlate): void {
    const clicks = slate.options.reduce((sum, option) => sum + option.clicks, 0);
    this.#open.add(slate.draw, slate.startsAt, [[0, clicks]]);
    this.#seen += 1;
    if (this.#slates.length < choicesAtMost) this.#slates.push(slate);
    else {
      const at = Math.floor(this.#random() * this.#seen);
      if (at < choicesAtMost) this.#slates[at] = slate;
    }
  }

  fit(): { readonly refitted: Fit; readonly scorers: readonly Scorer[] } {
    const placeWeight = (score: (option: OwnOption) => number) =>
      fitConditionalLogit(
        this.#choices(({ place }) => [place], score),
        1,
      ).weights[0]!;
    const refitted = fitConditionalLogit(
      this.#choices(
        ({ rate, age, place }) => [rate, age, place],
        () => 0,
      ),
      3,
    );
    const [rate = 0, age = 0, place = 0] = refitted.weights;
    const smoothed = (option: OwnOption) => option.smoothed;
    const nothing = () => 0;
    return {
      refitted,
      scorers: [
        { name: 'shipped', score: shippedScore, placeWeight: placeWeight(shippedScore) },
        {
          name: 'refitted',
          score: (option) => rate * option.rate + age * option.age,
          placeWeight: place,
        },
        { name: 'smoothed click rate', score: smoothed, placeWeight: placeWeight(smoothed) },
        { name: 'place alone', score: nothing, placeWeight: placeWeight(nothing) },
      ],
    };
  }

  #choices(featuresOf: (option: OwnOption) => number[], score: (option: OwnOption) => number): Choice[] {
    return this.#slates.flatMap(({ options }) => {
      const seen = options.filter(({ impressions }) => impressions > 0);
      const features = seen.map(featuresOf);
      const offsets = seen.map((option) => Math.log(option.impressions) + score(option));
      return seen.flatMap(({ clicks: times }, chosen) =>
        times > 0 ? [{ options: features, offsets, chosen, times }] : [],
      );
    });
  }
}
