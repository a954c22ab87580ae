import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import type { DeskdropView } from './deskdrop.js';
import { hackerNews, lemmyActive, lobsters, redditHot } from './hotness-baselines.js';
import { views as log, shuffledLater, trace } from './logs.fixture.js';
import { ourRanker, trendingBaselines } from './trending-rankers.js';
import { replayTrending } from './trending-replay.js';

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

describe('replayTrending', () => {
  const at = (hour: number, storyId: string) => ({ storyId, at: hour * hourMs });
  const views = [
    ...['a', 'a', 'b'].map((id) => at(0.5, id)),
    ...['a', 'c', 'c', 'c'].map((id) => at(1.5, id)),
    ...['b', 'c'].map((id) => at(2.5, id)),
    at(3, 'a'),
  ];
  const always = (name: string, list: string[]) => ({ name, take: () => {}, top: () => list });

  it('counts what a list caught of the views after it, and lets the oracle list only what was seen', () => {
    const { periods, scores } = replayTrending(views, hourMs, [always('a first', ['a', 'b'])]);
    expect(periods).toBe(2);
    expect(scores.get('a first')).toMatchObject({ shareTop10: 2 / 6, meanShareTop10: (1 / 4 + 1 / 2) / 2 });
    expect(scores.get('oracle')).toMatchObject({ shareTop10: 3 / 6 });
  });

  it('knows no future: what is said before the middle does not depend on what comes after it', () => {
    const one = trendingTrace(log);
    const other = trendingTrace(shuffledLater(log, seededRandom(9)));
    expect(one.before.length).toBeGreaterThan(50);
    expect(other.before).toEqual(one.before);
    expect(other.after).not.toEqual(one.after);
  });

  it('weighs places by nDCG', () => {
    const { scores } = replayTrending(views, hourMs, [always('fixed', ['c', 'b', 'a'])]);
    const firstHour = (3 + 1 / 2) / (3 + 1 / Math.log2(3));
    expect(scores.get('fixed')!.ndcg8).toBeCloseTo((firstHour + 1) / 2, 9);
  });
});

describe('published formulas', () => {
  const now = 100 * hourMs;
  const fresh = { votes: 10, publishedAt: 99 * hourMs };
  const old = { votes: 100, publishedAt: 60 * hourMs };

  it.each([
    { name: 'Hacker News', hotness: hackerNews, expected: 9 / 3 ** 1.8 },
    { name: 'Reddit', hotness: redditHot, expected: 1 + (99 * 3600) / 45_000 },
    { name: 'Lemmy', hotness: lemmyActive, expected: Math.log10(13) / 3 ** 1.8 },
    { name: 'Lobsters', hotness: lobsters, expected: Math.log10(11) + 99 / 22 },
  ])(
    '$name is as published, and prefers ten votes of an hour to a hundred of forty',
    ({ hotness, expected }) => {
      expect(hotness(fresh, now)).toBeCloseTo(expected, 9);
      expect(hotness(fresh, now)).toBeGreaterThan(hotness(old, now));
    },
  );
});
