import { hourMs, type Instant } from '../../base/clock.js';
import { DecayedCounts } from '../ranking/decayed-counts.js';
import type { DeskdropView } from './deskdrop.js';
import type { NextReadScorer } from './next-read-replay.js';
import { trailingCounter } from './trailing-counter.js';

/** Recipes without fitted weights: views of a day, views that fade, and what the same people read. */
export const nextReadBaselines = (): NextReadScorer[] => [
  popularOneDay(),
  decayed('6 h decay', Number.POSITIVE_INFINITY),
  decayed('6 h decay × freshness of 96 h', 96),
  ...coReadings(),
];

function popularOneDay(): NextReadScorer {
  const day = trailingCounter(24);
  return {
    name: 'popular 1 day',
    score: (candidates, _read, now) => candidates.map((storyId) => day.of(storyId, now)),
    learn: ({ storyId, at }) => day.add(storyId, at),
  };
}

/** Views that fade by half in six hours; with freshness, a story by half in so many hours since it was first seen. */
function decayed(name: string, freshnessHours: number): NextReadScorer {
  const counts = new DecayedCounts([6]);
  const firstSeenAt = new Map<string, Instant>();
  return {
    name,
    score: (candidates, _read, now) =>
      candidates.map((storyId) => {
        const ageHours = (now - firstSeenAt.get(storyId)!) / hourMs;
        return counts.at(storyId, now / hourMs) * 2 ** (-ageHours / freshnessHours);
      }),
    learn: ({ storyId, at }) => {
      counts.add(storyId, at / hourMs, 1);
      if (!firstSeenAt.has(storyId)) firstSeenAt.set(storyId, at);
    },
  };
}

/** Of 1, 2, 4 and 8 hours, the one that foretells Deskdrop best. */
const oracleHalfLifeHours = 4;
/** What is further off weighs less than a thousandth. */
const oracleReachMs = 10 * oracleHalfLifeHours * hourMs;

/**
 * The order of what everybody else reads about that time, known by cheating: views of the hours before and after the read, fading
 * by half in four hours either way. No bound, since a ranker may know more than views: ages, and ways from page to page.
 */
export function nextReadOracle(views: readonly DeskdropView[]): NextReadScorer {
  const byStory = new Map<string, DeskdropView[]>();
  for (const view of views) byStory.set(view.storyId, [...(byStory.get(view.storyId) ?? []), view]);
  let asking: DeskdropView | undefined;
  let next = 0;
  const worth = (view: DeskdropView, now: Instant) => {
    const apart = Math.abs(view.at - now);
    if (apart > oracleReachMs || view.personId === asking!.personId) return 0;
    return 2 ** (-apart / hourMs / oracleHalfLifeHours);
  };
  return {
    name: 'knows others’ views of the hours before and after',
    score: (candidates, _read, now) => {
      asking = views[next];
      return candidates.map((storyId) =>
        byStory.get(storyId)!.reduce((sum, view) => sum + worth(view, now), 0),
      );
    },
    learn: () => {
      next += 1;
    },
  };
}

/** Readers that two stories share, over the root of how many each has; alone, and times the root of two days' views. */
function coReadings(): NextReadScorer[] {
  const twoDays = trailingCounter(48);
  const readings = new CoReadings();
  return [
    {
      name: 'co-read',
      score: (candidates, read) => {
        const shared = readings.with(read.slice(-lastReads));
        return candidates.map(shared);
      },
      learn: ({ storyId, personId, at }) => {
        twoDays.add(storyId, at);
        readings.add(storyId, personId);
      },
    },
    {
      name: 'co-read × √popular 2 days',
      score: (candidates, read, now) => {
        const shared = readings.with(read.slice(-lastReads));
        return candidates.map((storyId) => (shared(storyId) + 0.001) * Math.sqrt(twoDays.of(storyId, now)));
      },
      // Both are of the same counts, and the other has learned.
      learn: () => {},
    },
  ];
}

const lastReads = 10;

/** Stories and people by number: the sums over all that the readers of ten stories read are most of the replay's time. */
class CoReadings {
  readonly #numbers = new Map<string, number>();
  readonly #readers: Set<string>[] = [];
  readonly #storiesOf = new Map<string, number[]>();

  add(storyId: string, personId: string): void {
    const number = this.#numbers.get(storyId) ?? this.#readers.length;
    this.#numbers.set(storyId, number);
    this.#readers[number] ??= new Set();
    const readers = this.#readers[number];
    if (readers.has(personId)) return;
    readers.add(personId);
    const stories = this.#storiesOf.get(personId) ?? [];
    this.#storiesOf.set(personId, stories);
    stories.push(number);
  }

  with(read: readonly string[]): (storyId: string) => number {
    const sums = new Float64Array(this.#readers.length);
    for (const other of read) {
      const people = this.#readers[this.#numbers.get(other)!]!;
      const worth = 1 / Math.sqrt(people.size);
      for (const person of people) for (const story of this.#storiesOf.get(person)!) sums[story]! += worth;
    }
    return (storyId) => {
      const number = this.#numbers.get(storyId)!;
      return sums[number]! / Math.sqrt(this.#readers[number]!.size);
    };
  }
}
