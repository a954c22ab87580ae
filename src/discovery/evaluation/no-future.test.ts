import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import type { DeskdropView } from './deskdrop.js';
import { type Random, seededRandom } from './metrics.js';
import type { SlateRow } from './mind.js';
import { nextReadBaselines, ourNextReadScorer, replayNextReads } from './next-read-replay.js';
import { ourSlateScorer, replaySlates, slateBaselines } from './slate-replay.js';
import { ourRanker, replayTrending, trendingBaselines } from './trending-replay.js';

/** A replay that looks ahead would change what it said of the first part when the later part is shuffled. */
const random = seededRandom(3);
const start = 500_000 * hourMs;
const stories = Array.from({ length: 30 }, (_, index) => `story ${index}`);
const any = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

const views: DeskdropView[] = Array.from({ length: 1500 }, (_, index) => ({
  storyId: any(stories.slice(index / 60, index / 60 + 6)),
  personId: `person ${Math.floor(random() * 40)}`,
  at: start + index * 120_000,
}));

const rows: SlateRow[] = Array.from({ length: 300 }, (_, index) => {
  const storyIds = [...new Set(Array.from({ length: 8 }, () => any(stories)))];
  const clicked = storyIds.map((_, place) => place === index % storyIds.length);
  return { at: start + index * 60_000, personId: 'person', history: [], storyIds, clicked };
});

/** The same times; what happened at them is dealt anew from the middle on. */
function shuffledLater<Event extends { readonly at: number }>(
  events: readonly Event[],
  deal: Random,
): Event[] {
  const half = Math.floor(events.length / 2);
  const later = events.slice(half);
  for (let last = later.length - 1; last > 0; last -= 1) {
    const other = Math.floor(deal() * (last + 1));
    [later[last], later[other]] = [later[other]!, later[last]!];
  }
  return [...events.slice(0, half), ...later.map((event, at) => ({ ...event, at: events[half + at]!.at }))];
}

const middle = views[views.length / 2]!.at;

/** What a replay was told by its rankers before the middle, and after. */
function trace(replay: (note: (at: number, said: unknown) => void) => void) {
  const before: unknown[] = [];
  const after: unknown[] = [];
  replay((at, said) => (at < middle ? before : after).push(said));
  return { before, after };
}

const trendingTrace = (events: readonly DeskdropView[]) =>
  trace((note) => {
    const rankers = [ourRanker(), ...trendingBaselines()].map((ranker) => ({
      ...ranker,
      top: (now: number) => {
        const list = ranker.top(now);
        note(now, [ranker.name, ...list]);
        return list;
      },
    }));
    replayTrending(events, hourMs, rankers);
  });

const nextReadTrace = (events: readonly DeskdropView[]) =>
  trace((note) => {
    const scorers = [ourNextReadScorer(), ...nextReadBaselines()].map((scorer) => ({
      ...scorer,
      score: (...[candidates, read, now]: Parameters<typeof scorer.score>) => {
        const scores = scorer.score(candidates, read, now);
        note(now, [scorer.name, ...scores]);
        return scores;
      },
    }));
    replayNextReads(events, scorers, 0.9);
  });

describe('no replay knows the future', () => {
  it.each([
    { name: 'trending', replay: trendingTrace },
    { name: 'next reads', replay: nextReadTrace },
  ])('$name: what is said before the middle does not depend on what comes after it', ({ replay }) => {
    const one = replay(views);
    const other = replay(shuffledLater(views, seededRandom(9)));
    expect(one.before.length).toBeGreaterThan(50);
    expect(other.before).toEqual(one.before);
    expect(other.after).not.toEqual(one.after);
  });

  it('slates: earlier scores stay when later slates are dealt anew', () => {
    const scorersOf = () => [ourSlateScorer(), ...slateBaselines()];
    const one = replaySlates(rows, scorersOf()).aucs;
    const other = replaySlates(shuffledLater(rows, seededRandom(9)), scorersOf()).aucs;
    const early = rows.length / 2 - rows.length / 5;
    for (const [name, aucs] of one) {
      expect(other.get(name)!.slice(0, early)).toEqual(aucs.slice(0, early));
      expect(other.get(name)).not.toEqual(aucs);
    }
  });
});
