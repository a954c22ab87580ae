import type { Instant } from '../../base/clock.js';
import { addCounts, type TallyCounts } from './tally-deltas.js';

/** Sums of one story, hour, class, reason and version of the rules, from whichever side. */
export interface HourSums extends TallyCounts {
  readonly storyId: string;
  readonly hourStartsAt: Instant;
  readonly class: string;
  readonly reason: string;
  readonly rulesVersion: number;
}

export interface CountSums {
  readonly storyId: string;
  readonly views: number;
  readonly reads: number;
  readonly reactions: number;
  readonly withoutScript: number;
}

export interface RecountStore {
  /** Sums of the kept evidence of hours that begin at `since` or later, story by story. */
  evidenceSums(since: Instant): AsyncIterable<readonly HourSums[]>;
  /** The tallies of the same hours; what has no evidence (forged tokens) is left out. */
  tallySums(since: Instant): AsyncIterable<readonly HourSums[]>;
  /** Story counts as kept, and as their valid tallies and standing reactions sum up. */
  countSums(): Promise<{ readonly kept: readonly CountSums[]; readonly summed: readonly CountSums[] }>;
}

export interface Difference {
  readonly what: string;
  readonly kept: number;
  readonly recounted: number;
}

export interface Recount {
  readonly hours: number;
  readonly views: number;
  readonly stories: number;
  readonly differences: readonly Difference[];
}

const tallyNames = ['views', 'leaves', 'reads', 'dwellSeconds', 'scrollPercents', 'withoutScript'] as const;
const countNames = ['views', 'reads', 'reactions', 'withoutScript'] as const;

/**
 * Counts again from the evidence and compares with the tallies, then from the tallies and compares with the public
 * counts. Nothing is written: a difference is for people to look at.
 */
export async function recount(store: RecountStore, since: Instant): Promise<Recount> {
  const evidence = await byKey(store.evidenceSums(since));
  const tallies = await byKey(store.tallySums(since));
  const { kept, summed } = await store.countSums();
  return {
    hours: evidence.size,
    views: [...evidence.values()].reduce((sum, row) => sum + row.views, 0),
    stories: summed.length,
    differences: [
      ...compare('tally', tallyNames, tallies, evidence),
      ...compare('count of story', countNames, keyedByStory(kept), keyedByStory(summed)),
    ],
  };
}

async function byKey(batches: AsyncIterable<readonly HourSums[]>): Promise<ReadonlyMap<string, TallyCounts>> {
  const sums = new Map<string, TallyCounts>();
  for await (const batch of batches)
    for (const row of batch) {
      const hour = new Date(row.hourStartsAt).toISOString();
      const key = `${row.storyId} ${hour} ${row.class}/${row.reason} v${row.rulesVersion}`;
      const before = sums.get(key);
      sums.set(key, before ? addCounts(before, row) : row);
    }
  return sums;
}

const keyedByStory = (rows: readonly CountSums[]) => new Map(rows.map((row) => [row.storyId, row]));

function* compare<Name extends string>(
  what: string,
  names: readonly Name[],
  kept: ReadonlyMap<string, Readonly<Record<Name, number>>>,
  recounted: ReadonlyMap<string, Readonly<Record<Name, number>>>,
): Iterable<Difference> {
  for (const key of new Set([...kept.keys(), ...recounted.keys()]))
    for (const name of names) {
      const [before, after] = [kept.get(key)?.[name] ?? 0, recounted.get(key)?.[name] ?? 0];
      if (before !== after) yield { what: `${what} ${key}: ${name}`, kept: before, recounted: after };
    }
}
