import { hourMs, type Instant, minuteMs } from '../../base/clock.js';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import { clickFeatures } from '../recommendation/appeal.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import type { DrawnTally, OwnListLog } from './own-slates.js';

/** A site whose truth is known: its readers click by these weights, beside what the place does. */
export interface MadeUpSite {
  readonly seed: number;
  readonly weights: { readonly rate: number; readonly age: number };
  readonly days: number;
  readonly pages: readonly string[];
  readonly stories: readonly { readonly storyId: string; readonly publishedAt: Instant }[];
  readonly start: Instant;
}

const slotMinutes = 30;
const places = 7;
const explored = 0.05;
const readers = 60;
const readersFollowing = 3;
/** What a place does to a click: the first gets five times the last. */
const placeEffect = (position: number): number => 1 / (1 + 0.65 * (position - 1));

/**
 * What such a site would keep of its lists. Features are known to its readers as they are to the ranker: from earlier slots only.
 * Stories stand at random; one place in twenty is logged as drawn for exploration, at which a story does as it does elsewhere.
 */
export function madeUpListLog({ seed, weights, days, pages, stories, start }: MadeUpSite): DrawnTally[] {
  const random = seededRandom(seed);
  const counts = new SlateCounts();
  const log: DrawnTally[] = [];
  const slots = Math.round((days * 24 * 60) / slotMinutes);
  for (let slot = 0; slot < slots; slot += 1) {
    const startsAt = start + slot * slotMinutes * minuteMs;
    const open = stories.filter(({ publishedAt }) => publishedAt <= startsAt);
    const made = pages.flatMap((pageId) => {
      const shown = drawSome(open, places, random);
      const powers = shown.map(({ storyId, publishedAt }, index) => {
        const features = clickFeatures(counts.of(storyId, startsAt), (startsAt - publishedAt) / hourMs);
        const worth = weights.rate * features.rate + weights.age * features.age;
        return placeEffect(index + 1) * Math.exp(worth);
      });
      const clicks = shown.map(() => 0);
      for (let click = 0; click < readersFollowing; click += 1) clicks[pick(powers, random)]! += 1;
      return shown.map(
        ({ storyId }, index): DrawnTally => ({
          startsAt,
          pageId,
          edition: slot + 1,
          list: 'recommendation',
          position: index + 1,
          storyId,
          propensity: random() < explored ? explored / open.length : 1 - explored,
          impressions: readers,
          clicks: clicks[index]!,
        }),
      );
    });
    counts.add(made, startsAt + 1);
    log.push(...made);
  }
  return log;
}

export const logOf = (tallies: readonly DrawnTally[], stories: MadeUpSite['stories']): OwnListLog => ({
  async *tallies() {
    yield* tallies;
  },
  publishedAt: async () => new Map(stories.map(({ storyId, publishedAt }) => [storyId, publishedAt])),
});

function drawSome<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const left = [...items];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0]!,
  );
}

function pick(powers: readonly number[], random: Random): number {
  let rest = random() * powers.reduce((sum, power) => sum + power, 0);
  const picked = powers.findIndex((power) => {
    rest -= power;
    return rest < 0;
  });
  return picked < 0 ? powers.length - 1 : picked;
}
