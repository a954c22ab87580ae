import { dropReasonTexts } from '../../audience/intake/drop-reason-texts.js';
import { dropReasons } from '../../audience/intake/verdict.js';
import type { CountedStory } from '../../audience/ledger/counted-story.js';
import type { Instant } from '../../base/clock.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import type { Story } from '../../newsroom/stories/story.js';
import { hrefOf } from '../addresses.js';

export interface CountsView {
  readonly story: Pick<Story, 'id' | 'path' | 'headline'>;
  readonly counted: CountedStory;
  /** Undefined before an Edition counted the story. */
  readonly counts: PublicCounts | undefined;
  readonly zone: string;
  readonly siteUrl: string;
  readonly now: Instant;
}

const iso = (instant: Instant): string => new Date(instant).toISOString();

/**
 * A story's counts for machines. `public` is of an Edition and stands at every exit; `ledger` is what the ledger held at
 * `at`, which the next Edition will tell. All instants are UTC; days are of `zone`.
 */
export const countsJson = ({ story, counted, counts, zone, siteUrl, now }: CountsView) => ({
  story: { id: `urn:uuid:${story.id}`, address: siteUrl + hrefOf(story.path), headline: story.headline },
  zone,
  rules: { version: counted.rulesVersion, address: `${siteUrl}/how-we-count` },
  public:
    counts === undefined
      ? null
      : {
          views: counts.views,
          reactions: counts.reactions,
          edition: counts.edition,
          at: iso(counts.at),
        },
  ledger: {
    at: iso(now),
    views: counted.totals.valid ?? 0,
    reads: counted.reads,
    reactions: counted.reactions,
    withoutScript: counted.withoutScript,
    byClass: counted.totals,
    dropped: counted.dropped.map(({ reason, views }) => ({
      class: dropReasons[reason],
      reason,
      views,
      meaning: dropReasonTexts[reason],
    })),
  },
  hours: counted.hours.map(({ hourStartsAt, views }) => ({ startsAt: iso(hourStartsAt), views })),
  closedDays: counted.closedDays.map((day) => ({ ...day, closedAt: iso(day.closedAt) })),
  restatements: counted.restatements.map((restated) => ({
    ...restated,
    madeAt: iso(restated.madeAt),
    startsAt: iso(restated.startsAt),
    endsAt: iso(restated.endsAt),
  })),
  importedCounts: counted.importedCounts.map(({ system, views, untilDay, broughtAt }) => ({
    system,
    views,
    until: untilDay === '' ? null : untilDay,
    broughtAt: iso(broughtAt),
    meaning: 'Counted by another system, by its own rules. Not part of our numbers.',
  })),
});
