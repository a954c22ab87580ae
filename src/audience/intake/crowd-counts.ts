import { type Instant, minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import { SlidingCounts } from './sliding-counts.js';

/** One network's part of one story. */
export interface CrowdPart {
  readonly network: string;
  readonly storyId: string;
}

/** Everything, in one sum. */
const site = '';

/** What was let through of each story, of each network and of both, in the window; in memory alone. */
export class CrowdCounts {
  readonly #counts = new SlidingCounts(countingRules.crowdWindowMinutes.value * minuteMs);

  of({ network, storyId }: CrowdPart, now: Instant): number {
    return this.#counts.of(`b ${network} ${storyId}`, now);
  }

  add({ network, storyId }: CrowdPart, count: number, now: Instant): void {
    for (const key of [`b ${network} ${storyId}`, `s ${storyId}`, `n ${network}`, site])
      this.#counts.add(key, count, now);
  }

  /** How many the network may have of the story at the moment. */
  plausible(part: CrowdPart, now: Instant): number {
    const [ofBoth, ofStory] = [this.of(part, now), this.#counts.of(`s ${part.storyId}`, now)];
    return plausibleViews({
      elsewhere: Math.max(0, ofStory - ofBoth),
      networkOnOthers: Math.max(0, this.#counts.of(`n ${part.network}`, now) - ofBoth),
      siteOnOthers: this.#counts.of(site, now) - ofStory,
    });
  }
}

interface Surroundings {
  /** Views of the story from all other networks. */
  readonly elsewhere: number;
  /** Views of all other stories: from this network, and from all. */
  readonly networkOnOthers: number;
  readonly siteOnOthers: number;
}

/** How many views of a story one network may have in the window; all figures are of that window. */
export function plausibleViews({ elsewhere, networkOnOthers, siteOnOthers }: Surroundings): number {
  const { crowdFreeViews, crowdElsewherePercent, crowdUsualTimes } = countingRules;
  const others = Math.max(0, siteOnOthers - networkOnOthers);
  // The network's views for each view elsewhere, as the other stories show it; one more of each, since both may be none.
  const usual = ((elsewhere + 1) * networkOnOthers) / (others + 1);
  return (
    crowdFreeViews.value + (elsewhere * crowdElsewherePercent.value) / 100 + usual * crowdUsualTimes.value
  );
}
