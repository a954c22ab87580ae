import { type Instant, minuteMs } from '../../base/clock.js';
import { countingRules } from '../rules.js';
import { SlidingCounts } from './sliding-counts.js';

/** One network's part of one story. */
export interface CrowdPart {
  readonly network: string;
  readonly storyId: string;
}

/** How much a network already has of a story, and how much it may have. */
export interface CrowdStanding {
  readonly own: number;
  readonly plausible: number;
}

const windowMs = countingRules.crowdWindowMinutes.value * minuteMs;
/** The one key of what is a single sum. */
const site = '';

/** What was let through of each story, of each network and of both, in the window; in memory alone. */
export class CrowdCounts {
  readonly #parts = new SlidingCounts(windowMs);
  readonly #stories = new SlidingCounts(windowMs);
  readonly #networks = new SlidingCounts(windowMs);
  readonly #site = new SlidingCounts(windowMs);

  standing({ network, storyId }: CrowdPart, now: Instant): CrowdStanding {
    const own = this.#parts.of(partKey(network, storyId), now);
    const ofStory = this.#stories.of(storyId, now);
    const plausible = plausibleViews({
      elsewhere: Math.max(0, ofStory - own),
      networkOnOthers: Math.max(0, this.#networks.of(network, now) - own),
      siteOnOthers: this.#site.of(site, now) - ofStory,
    });
    return { own, plausible };
  }

  add({ network, storyId }: CrowdPart, count: number, now: Instant): void {
    this.#parts.add(partKey(network, storyId), count, now);
    this.#stories.add(storyId, count, now);
    this.#networks.add(network, count, now);
    this.#site.add(site, count, now);
  }
}

const partKey = (network: string, storyId: string): string => `${network} ${storyId}`;

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
