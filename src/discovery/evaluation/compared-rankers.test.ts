import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { defaultSetting, scoreOf } from '../ranking/setting.js';
import { calendarClock, trafficClock, UsualTraffic, wallClock } from './compared-clocks.js';
import {
  clickRates,
  countingRanker,
  fading,
  fedFrom,
  overUsualTraffic,
  trailing,
} from './compared-rankers.js';
import { rows, shuffledLater, trace, views } from './logs.fixture.js';
import { ourRanker, type TrendingRanker } from './trending-rankers.js';
import { replayTrending } from './trending-replay.js';
import type { View } from './views.js';

const score = (count: number, ageMs: number) => scoreOf(defaultSetting, count, ageMs);

function listsOf(ranker: TrendingRanker): (readonly string[])[] {
  const lists: (readonly string[])[] = [];
  const top = (now: number) => {
    const list = ranker.top(now);
    lists.push(list);
    return list;
  };
  replayTrending(views, hourMs, [{ ...ranker, top }]);
  return lists;
}

describe('compared rankers', () => {
  it('with the product’s clock and one setting list what the product lists', () => {
    const { halfLifeHours } = defaultSetting;
    const ours = listsOf(countingRanker('ours', fading(trafficClock(), halfLifeHours), score));
    expect(ours.length).toBeGreaterThan(40);
    expect(ours).toEqual(listsOf(ourRanker([defaultSetting])));
    expect(ours).not.toEqual(listsOf(countingRanker('wall', fading(wallClock(), 6), score)));
  });

  it('know no future', () => {
    const traceOf = (log: readonly View[], slates: typeof rows) =>
      trace((note) => {
        const rankers = [
          countingRanker('calendar', fading(calendarClock(), 2), score),
          countingRanker('over usual', fading(wallClock(), 2, overUsualTraffic()), score),
          countingRanker('trailing', trailing(3), score),
          clickRates('rates', slates, 2, (clicks, rate) => clicks * rate),
          fedFrom(log, countingRanker('fed', trailing(3), score)),
        ].map((ranker) => ({
          ...ranker,
          top: (now: number) => {
            const list = ranker.top(now);
            note(now, [ranker.name, ...list]);
            return list;
          },
        }));
        replayTrending(log, hourMs, rankers);
      });
    const one = traceOf(views, rows);
    const other = traceOf(shuffledLater(views, seededRandom(9)), rows);
    expect(one.before.length).toBeGreaterThan(50);
    expect(other.before).toEqual(one.before);
    expect(other.after).not.toEqual(one.after);
  });

  it('hold a click against the slates that it took', () => {
    const row = { personId: 'p', history: [] };
    const often = { ...row, storyIds: ['seldom', 'often'] };
    const slates = [
      ...Array.from({ length: 8 }, (_, at) => ({ ...often, at, clicked: [at < 2, at >= 2] })),
      ...Array.from({ length: 40 }, (_, at) => ({
        ...row,
        at: 100 + at,
        storyIds: ['often', 'other'],
        clicked: [at < 4, at >= 4],
      })),
    ];
    const top = (of: (clicks: number, rate: number) => number) =>
      clickRates('any', slates, 1000, of).top(hourMs);
    expect(top((clicks) => clicks)).toEqual(['other', 'often', 'seldom']);
    expect(top((_clicks, rate) => rate)).toEqual(['other', 'seldom', 'often']);
  });
});

describe('UsualTraffic', () => {
  it('goes by the hour of the weekday, before that by the hour, and at first by nothing', () => {
    const usual = new UsualTraffic();
    const day = (days: number, views: (hour: number) => number) => {
      for (let at = 0; at < dayMs; at += 300_000)
        usual.add(days * dayMs + at, views(Math.floor(at / hourMs)));
    };
    expect(usual.at(0)).toBe(1);
    day(0, (hour) => (hour === 8 ? 3 : 1));
    const mean = (23 + 3) / 24;
    expect(usual.at(dayMs + 8 * hourMs)).toBeCloseTo(3 / mean, 9);
    for (let days = 1; days < 7; days += 1) day(days, () => 1);
    expect(usual.at(7 * dayMs + 8 * hourMs)).toBeGreaterThan(2.5);
    expect(usual.at(8 * dayMs + 8 * hourMs)).toBeLessThan(1.1);
  });
});
