import {
  type ComparedClock,
  calendarClock,
  trafficClock,
  wallClock,
} from '../../discovery/evaluation/compared-clocks.js';
import {
  type Counting,
  clickRates,
  countingRanker,
  fading,
  fedFrom,
  overUsualTraffic,
  trailing,
} from '../../discovery/evaluation/compared-rankers.js';
import type { SlateRow } from '../../discovery/evaluation/mind.js';
import { ourRanker, type TrendingRanker } from '../../discovery/evaluation/trending-rankers.js';
import type { View } from '../../discovery/evaluation/views.js';
import {
  defaultSetting,
  freshnessOf,
  type RankingSetting,
  settings,
} from '../../discovery/ranking/setting.js';

/** A log that rankings are judged by, and what else could be counted in its place. */
export interface RankingSet {
  readonly name: string;
  readonly views: readonly View[];
  readonly slates?: readonly SlateRow[];
  readonly completed?: readonly View[];
  readonly all?: readonly View[];
}

/** One way to score "now"; undefined where a set has not got what it needs. */
export interface RankingChoice {
  readonly group: string;
  readonly name: string;
  readonly make: (set: RankingSet) => TrendingRanker | undefined;
}

type Score = (count: number, ageMs: number) => number;

const { halfLifeHours, priorViews, freshnessHours, freshnessPower } = defaultSetting;
const firm = { freshnessHours, freshnessPower };
const scored = (prior: number, freshness: (ageMs: number) => number): Score => {
  return (count, ageMs) => (count + prior) * freshness(ageMs);
};
const aged = (hours: number, power: number) => (ageMs: number) =>
  freshnessOf({ freshnessHours: hours, freshnessPower: power }, ageMs);
const halved = (hours: number) => (ageMs: number) => 2 ** (-ageMs / 3_600_000 / hours);
const usual = scored(priorViews, (ageMs) => freshnessOf(firm, ageMs));
const plain: Score = (count) => count;

interface Made {
  readonly counting?: () => Counting;
  readonly clock?: () => ComparedClock;
  readonly halfLife?: number;
  readonly score?: Score;
}

/** The start setting on the traffic's clock, but for what is named. */
const made = (
  name: string,
  { counting, clock = trafficClock, halfLife = halfLifeHours, score = usual }: Made,
) => countingRanker(name, counting?.() ?? fading(clock(), halfLife), score);

const choices = (group: string, named: Readonly<Record<string, Made>>): RankingChoice[] =>
  Object.entries(named).map(([name, what]) => ({ group, name, make: () => made(name, what) }));

/** The row that all others are compared with: 2 h, one prior view, (1 + age ÷ 6 h)^−1, on the traffic's clock. */
export const startName = 'the start setting';

const rated = (
  name: string,
  score: (clicks: number, rate: number, fresh: number) => number,
): RankingChoice => ({
  group: 'click rate',
  name,
  make: ({ slates }) =>
    slates &&
    clickRates(name, slates, 4, (clicks, rate, ageMs) => score(clicks, rate, freshnessOf(firm, ageMs))),
});

const chosenAmong = (name: string, menu: readonly RankingSetting[]): RankingChoice => ({
  group: 'chosen hourly among',
  name,
  make: () => ({ ...ourRanker(menu), name }),
});

export const rankingChoices: readonly RankingChoice[] = [
  {
    group: '',
    name: 'as shipped: chosen hourly',
    make: () => ({ ...ourRanker(), name: 'as shipped: chosen hourly' }),
  },
  ...choices('', { [startName]: {} }),
  chosenAmong(
    'freshness as at the start, 1 to 6 h',
    settings.filter((each) => each.priorViews === priorViews),
  ),
  chosenAmong('those shipped and 12 h', [
    ...settings,
    ...settings.filter((each) => each.halfLifeHours === 1).map((each) => ({ ...each, halfLifeHours: 12 })),
  ]),
  ...choices(
    'half-life',
    Object.fromEntries([0.5, 1, 3, 4, 6, 12, 24].map((hours) => [`${hours} h`, { halfLife: hours }])),
  ),
  ...choices('window', {
    ...Object.fromEntries(
      [1, 3, 6, 24].map((hours) => [`trailing ${hours} h`, { counting: () => trailing(hours) }]),
    ),
    'trailing 6 h, views alone': { counting: () => trailing(6), score: plain },
    'trailing 24 h, views alone': { counting: () => trailing(24), score: plain },
  }),
  ...choices(
    'prior',
    Object.fromEntries(
      [0, 0.3, 3, 10].map((prior) => [`${prior} views`, { score: scored(prior, aged(6, 1)) }]),
    ),
  ),
  ...choices('freshness', {
    none: { score: scored(priorViews, () => 1) },
    '(1 + age ÷ 12 h)^−0.5': { score: scored(priorViews, aged(12, 0.5)) },
    '(1 + age ÷ 24 h)^−1': { score: scored(priorViews, aged(24, 1)) },
    '(1 + age ÷ 4 h)^−1.5': { score: scored(priorViews, aged(4, 1.5)) },
    'half in 24 h': { score: scored(priorViews, halved(24)) },
    'half in 96 h': { score: scored(priorViews, halved(96)) },
  }),
  ...choices('clock', {
    'the wall’s': { clock: wallClock },
    'by weekday and hour': { clock: calendarClock },
    'the wall’s, views ÷ usual of weekday and hour': {
      counting: () => fading(wallClock(), halfLifeHours, overUsualTraffic()),
    },
    'the wall’s, 6 h': { clock: wallClock, halfLife: 6 },
    'the wall’s, 6 h, half in 96 h, no prior': {
      clock: wallClock,
      halfLife: 6,
      score: scored(0, halved(96)),
    },
  }),
  rated('rate × freshness', (_clicks, rate, fresh) => rate * fresh),
  rated('clicks × freshness', (clicks, _rate, fresh) => (clicks + priorViews) * fresh),
  rated(
    'clicks × √rate × freshness',
    (clicks, rate, fresh) => (clicks + priorViews) * Math.sqrt(rate) * fresh,
  ),
  {
    group: 'reads',
    name: 'only reads of 30 s count',
    make: ({ completed }) => completed && fedFrom(completed, made('only reads of 30 s count', {})),
  },
  {
    group: 'reads',
    name: 'all views count',
    make: ({ all }) => all && fedFrom(all, made('all views count', {})),
  },
];
