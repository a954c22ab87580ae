import type { AudienceNumbers } from '../audience/ledger/audience-numbers.js';
import type { SlateLog } from '../audience/ledger/slate-log.js';
import { type Clock, dayMs, hourMs, type Instant } from '../base/clock.js';
import {
  buildEdition,
  type Edition,
  type PublicCount,
  parseEdition,
  serialiseEdition,
} from '../discovery/edition.js';
import { freshnessOf } from '../discovery/ranking/setting.js';
import { firstToldAt, type StoryFacts, slotMs, slotOf, type Tally } from '../discovery/ranking/tally.js';
import type { ViewCounts } from '../discovery/ranking/view-counts.js';
import type { PoolFacts } from '../discovery/recommendation/build-pool.js';
import { byLanguage } from '../discovery/recommendation/own-language.js';
import { decodeVector, type StoryVector } from '../discovery/recommendation/story-vector.js';
import { EditionMemory } from './edition-memory.js';
import type { EditionStore, StoryForPool } from './edition-store.js';
import { SurgeWatch } from './surge-watch.js';

/** Stories of the last weeks may be recommended without having been read. */
const candidateDays = 21;
const candidatesAtMost = 10_000;
/** So may those that readers of other stories go on to most … */
const ledToAtMost = 200;
/** … and the first of the Related lists of what is read most: a reader's device finds in the pool what is near to such reading. */
const readForRelated = 40;
const relatedOfEach = 5;

/** A surge may ask for an Edition at once, but never sooner than this after the last; without one, one a minute is enough. */
export const soonestMs = 10_000;
export const usualMs = 60_000;

export interface BuildEditionParts {
  readonly editions: EditionStore;
  readonly numbers: AudienceNumbers;
  /** Undefined where the site does not learn from lists. */
  readonly slateLog: SlateLog | undefined;
  readonly clock: Clock;
}

/**
 * Builds Editions from the ledger's tallies, one process at a time (the caller holds the lease). What it remembers of
 * the past is sums, fed with what is new and kept with its Editions (edition-memory.ts).
 */
export class EditionBuilder {
  readonly #parts: BuildEditionParts;
  readonly #memory: EditionMemory;
  #countsSince: Instant = 0;
  #last: Edition | undefined;
  /** When it was last looked whether an Edition is worth making, by this process. */
  #lookedAt: Instant | undefined;
  readonly #surges = new SurgeWatch();
  #facts: ReadonlyMap<string, StoryFacts> = new Map();
  #restsUntil: Instant = 0;

  constructor(parts: BuildEditionParts) {
    this.#parts = parts;
    this.#memory = new EditionMemory({ store: parts.editions, slateLog: parts.slateLog });
  }

  /** Builds an Edition if one is due and something changed; undefined otherwise. */
  async buildIfDue(): Promise<Edition | undefined> {
    if (this.#last === undefined) await this.#takeLatest();
    const now = this.#parts.clock();
    // What lies in a time still to come was before the clock was set back: it is followed at once.
    const lastLook = this.#lookedAt ?? this.#last?.builtAt ?? 0;
    const sinceLast = now < lastLook ? usualMs : now - lastLook;
    if (sinceLast < soonestMs) return undefined;
    if (now < this.#restsUntil && now > this.#restsUntil - soonestMs) return undefined;
    if (sinceLast < usualMs && !this.#isBlank() && !(await this.#isSurge(now))) return undefined;
    try {
      return await this.#build(now);
    } catch (error) {
      // Such as a full disk: it is there a moment later too.
      this.#restsUntil = now + soonestMs;
      throw error;
    }
  }

  async #takeLatest(): Promise<void> {
    const latest = await this.#parts.editions.latest();
    if (latest) this.#last = parseEdition(latest.content);
  }

  /** The first Edition of a paper is made before its stories have been analysed; nothing can be picked from it. */
  #isBlank(): boolean {
    return this.#last !== undefined && analysedIn(this.#last) * 2 < this.#last.pool.length;
  }

  async #isSurge(now: Instant): Promise<boolean> {
    const tallies = await this.#parts.numbers.fiveMinuteTallies(this.#surges.since(now));
    const { setting } = this.#memory.views;
    const freshness = (storyId: string) => {
      const facts = this.#facts.get(storyId);
      return facts === undefined ? 1 : freshnessOf(setting, now - firstToldAt(facts));
    };
    return this.#surges.isSurge(tallies, this.#last?.rankings.site.now.stories[0]?.score ?? 0, freshness);
  }

  async #build(now: Instant): Promise<Edition | undefined> {
    const { editions, numbers } = this.#parts;
    if (await this.#memory.refresh()) await this.#takeLatest();
    this.#memory.leaveFuture(now);
    await this.#memory.learnSlates(now);
    const { slates, views: counted } = this.#memory;
    const closedFrom = counted.through ?? now - 2 * dayMs;
    // After a clock was set back it may have been through with the running slot.
    const tallies = await numbers.fiveMinuteTallies(Math.min(slotOf(closedFrom), slotOf(now)));
    const stories = await editions.candidates(now - candidateDays * dayMs, candidatesAtMost, [
      ...this.#readIds(tallies, now),
    ]);
    const facts = factsOf(stories);
    const related = await this.#relatedToRead();
    const archive = await editions.named(
      [...new Set([...related.values()].flat())].filter((storyId) => !facts.has(storyId)),
    );
    this.#facts = facts;
    counted.add(
      tallies.filter(({ startsAt }) => startsAt + slotMs <= now),
      facts,
      slotOf(now),
    );
    const { counts, asOf } = await this.#changedCounts();
    // The running slot counts too: "now" must not be five minutes old. The copy keeps the sums of closed slots clean.
    const views = this.#withOpenSlot(tallies, facts, now);
    const number = Math.max(this.#last?.number ?? 0, (await editions.latest())?.number ?? 0) + 1;
    const edition = buildEdition({
      number,
      now,
      views,
      slates,
      facts,
      vectors: vectorsOf([...stories, ...archive]),
      related,
      archive: factsOf(archive),
      counts,
    });
    if (this.#last !== undefined && counts.size === 0 && sameLists(this.#last, edition)) {
      this.#countsSince = asOf;
      this.#looked(now, tallies);
      return undefined;
    }
    const memory = this.#memory.toKeep();
    const row = { number, builtAt: now, content: serialiseEdition(edition) };
    if (!(await editions.keep(row, counts, memory))) return undefined;
    if (memory.grown) this.#memory.wasKept();
    this.#countsSince = asOf;
    this.#last = edition;
    this.#looked(now, tallies);
    return edition;
  }

  #looked(now: Instant, tallies: readonly Tally[]): void {
    this.#lookedAt = now;
    this.#surges.lookedAt(now, tallies);
  }

  #readIds(tallies: readonly Tally[], now: Instant): Set<string> {
    const { views } = this.#memory;
    return new Set([
      ...tallies.map(({ storyId }) => storyId),
      ...views.now.ids(),
      ...views.weekAt(views.through ?? 0).ids(),
      ...this.#mostLedTo(now),
    ]);
  }

  /** However old: only a candidate can be recommended where readers go on to it. */
  #mostLedTo(now: Instant): string[] {
    const ledTo = [...(this.#memory.slates?.ledTo(now) ?? [])];
    ledTo.sort(([, a], [, b]) => b - a);
    return ledTo.slice(0, ledToAtMost).map(([storyId]) => storyId);
  }

  async #relatedToRead(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { editions, slateLog } = this.#parts;
    const { now } = this.#memory.views;
    const read = [...now.ids()].map((storyId) => ({ storyId, views: now.of(storyId) }));
    const most = read.sort((a, b) => b.views - a.views).slice(0, readForRelated);
    const lists = await editions.relatedLists(most.map(({ storyId }) => storyId));
    return new Map(
      [...lists].map(([storyId, rows]) => [
        storyId,
        rows
          .filter(({ reason }) => slateLog !== undefined || reason.kind !== 'followed')
          .slice(0, relatedOfEach)
          .map((row) => row.storyId),
      ]),
    );
  }

  #withOpenSlot(tallies: readonly Tally[], facts: ReadonlyMap<string, StoryFacts>, now: Instant): ViewCounts {
    const open = tallies.filter(({ startsAt }) => startsAt + slotMs > now);
    if (open.length === 0) return this.#memory.views;
    const views = this.#memory.views.copy();
    views.add(open, facts, slotOf(now) + slotMs);
    return views;
  }

  /**
   * Counts of public stories that differ from those that were published before. What an Edition that was not kept would have
   * published is looked for again, so `#countsSince` moves on with those that are.
   */
  async #changedCounts(): Promise<{
    readonly counts: ReadonlyMap<string, PublicCount>;
    readonly asOf: Instant;
  }> {
    const { numbers, editions, clock } = this.#parts;
    const asOf = clock();
    // A transaction that began a moment ago may commit with an earlier time: look back a little each time, and at all
    // once the clock was set back.
    const since = asOf < this.#countsSince ? 0 : Math.max(0, this.#countsSince - 60_000);
    const published = await editions.publicCounts();
    const changed = await numbers.countsChangedSince(since);
    const shown = changed.filter(({ storyId, views, reactions }) => {
      const before = published.get(storyId);
      return (before?.views ?? 0) !== views || (before?.reactions ?? 0) !== reactions;
    });
    return {
      counts: new Map(shown.map(({ storyId, views, reactions }) => [storyId, { views, reactions }])),
      asOf,
    };
  }
}

function factsOf(stories: readonly StoryForPool[]): ReadonlyMap<string, PoolFacts> {
  return new Map(stories.map(({ facts }) => [facts.storyId, facts]));
}

function vectorsOf(stories: readonly StoryForPool[]): ReadonlyMap<string, StoryVector> {
  const vectors = new Map<string, StoryVector>();
  for (const { facts, vector } of stories) {
    const decoded = decodeVector(vector);
    if (decoded) vectors.set(facts.storyId, decoded);
  }
  return vectors;
}

const analysedIn = ({ pool }: Pick<Edition, 'pool'>): number =>
  pool.filter(({ vector }) => vector.buckets.length > 0).length;

/** A page lists stories of its own language, wherever in the pool they stand. */
const firstOfEachLanguage = (pool: Edition['pool']): string[] =>
  byLanguage(pool)
    .map((own) =>
      String(
        own.slice(0, 30).map(({ storyId, clusterHead, language }) => `${storyId} ${clusterHead} ${language}`),
      ),
    )
    .sort();

/** Scores fade all the time; an Edition is only worth making when what readers see differs. */
function sameLists(before: Edition, after: Edition): boolean {
  const shown = ({ rankings, pool }: Edition) =>
    JSON.stringify([
      Object.entries({ '': rankings.site, ...rankings.sections }).map(([path, windows]) => [
        path,
        Object.values(windows).map(({ kind, stories }) => [kind, stories.map(({ storyId }) => storyId)]),
      ]),
      firstOfEachLanguage(pool),
      analysedIn({ pool }),
      // A site that stops or begins to learn from lists shows so at once.
      pool.some(({ explorationChance }) => explorationChance > 0),
    ]);
  const sinceMs = after.builtAt - before.builtAt;
  return shown(before) === shown(after) && sinceMs >= 0 && sinceMs < hourMs;
}
