import { ClusteredRatio, OpenClusters } from './clustered-ratio.js';
import { estimateOf, type OffPolicyEstimate } from './off-policy.js';
import type { OwnOption, OwnSlate } from './own-slates.js';

/** A place drawn with a smaller chance was given to exploration: its share is far from a half (../recommendation/dials.ts). */
const plannedAbove = 0.5;

export type OwnOffPolicy = Readonly<
  Record<'as shown' | 'without exploration' | 'exploration alone', OffPolicyEstimate>
>;

/** Click rates of the list as shown, and of what its draws say of two others (off-policy.ts), over all that is kept. */
export class OwnOffPolicySums {
  readonly #ratios = [new ClusteredRatio(), new ClusteredRatio(), new ClusteredRatio()];
  readonly #open = new OpenClusters(this.#ratios);

  add({ startsAt, draw, options }: OwnSlate): void {
    // Under exploration alone a story's chance is its propensity over the share, which cancels out.
    const weightsOf = ({ propensity }: OwnOption) =>
      propensity > plannedAbove ? [1, 1 / propensity, 0] : [1, 0, 1];
    for (const option of options)
      this.#open.add(
        draw,
        startsAt,
        weightsOf(option).map((weight) => [weight * option.clicks, weight * option.impressions] as const),
      );
  }

  estimates(): OwnOffPolicy {
    this.#open.close();
    const [shown, planned, explored] = this.#ratios.map(estimateOf);
    return { 'as shown': shown!, 'without exploration': planned!, 'exploration alone': explored! };
  }
}
