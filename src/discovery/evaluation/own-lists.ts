import { hourMs, type Instant } from '../../base/clock.js';
import { clustersNeeded } from './clustered-ratio.js';
import { Judge, type JudgedLists } from './own-judge.js';
import { type OwnOffPolicy, OwnOffPolicySums } from './own-off-policy.js';
import { Sample } from './own-scorers.js';
import { type OwnListLog, type OwnSlate, ownSlates } from './own-slates.js';

/** The list whose ranker has the weights that are judged. */
const judgedList = 'recommendation';
/** Shares of all clicks: what came first taught the counts, what came then the weights; the rest is judged. */
const learnedFrom = 0.1;
const judgedFrom = 0.5;
export interface OwnListsResult {
  /** Of the judged list, in all that is kept. */
  readonly clicks: number;
  readonly impressions: number;
  readonly daysKept: number;
  /** Draws with clicks in the newer half, or in the older if those are fewer; a verdict wants `drawsNeeded`. */
  readonly draws: number;
  readonly drawsNeeded: number;
  /** Undefined where there is too little to judge by. */
  readonly judged: JudgedLists | undefined;
  readonly offPolicy: OwnOffPolicy;
}

/**
 * Replays what a site keeps of its lists: weights are refitted on the older half of the clicks and judged, beside the shipped
 * ones, on the newer. Needs no reader and no text. Two passes over the log; memory does not grow with it.
 */
export async function replayOwnLists(log: OwnListLog): Promise<OwnListsResult> {
  const span = await spanOf(log);
  const older = new Sample();
  const offPolicy = new OwnOffPolicySums();
  let judge: Judge | undefined;
  for await (const slate of ownSlates(log, judgedList)) {
    offPolicy.add(slate);
    if (slate.startsAt < span.learnedFrom || !isChoice(slate)) continue;
    if (slate.startsAt < span.judgedFrom) older.add(slate);
    else {
      judge ??= new Judge(older.fit());
      judge.add(slate);
    }
  }
  const draws = Math.min(older.draws, judge?.close() ?? 0);
  return {
    clicks: span.clicks,
    impressions: span.impressions,
    daysKept: span.days,
    draws,
    drawsNeeded: clustersNeeded,
    judged: judge && draws >= clustersNeeded ? judge.result() : undefined,
    offPolicy: offPolicy.estimates(),
  };
}

interface Span {
  readonly clicks: number;
  readonly impressions: number;
  readonly days: number;
  readonly learnedFrom: Instant;
  readonly judgedFrom: Instant;
}

async function spanOf(log: OwnListLog): Promise<Span> {
  const hours = new Map<number, number>();
  let first: Instant | undefined;
  let last = 0;
  let impressions = 0;
  for await (const tally of log.tallies()) {
    first ??= tally.startsAt;
    last = tally.startsAt;
    if (tally.list !== judgedList) continue;
    impressions += tally.impressions;
    const hour = Math.floor(tally.startsAt / hourMs);
    hours.set(hour, (hours.get(hour) ?? 0) + tally.clicks);
  }
  const clicks = [...hours.values()].reduce((sum, count) => sum + count, 0);
  const reached = (share: number): Instant => {
    let sum = 0;
    for (const [hour, count] of hours) {
      sum += count;
      if (sum > share * clicks) return (hour + 1) * hourMs;
    }
    return Number.POSITIVE_INFINITY;
  };
  const days = first === undefined ? 0 : (last - first) / (24 * hourMs);
  return { clicks, impressions, days, learnedFrom: reached(learnedFrom), judgedFrom: reached(judgedFrom) };
}

/** A slate says something of a score where there was a click, and something else to click. */
const isChoice = ({ options }: OwnSlate): boolean =>
  options.filter(({ impressions }) => impressions > 0).length > 1 && options.some(({ clicks }) => clicks > 0);
