import { LRUCache } from 'lru-cache';
import { type Clock, hourMs, type Instant, minuteMs } from '../base/clock.js';
import { DuplicateIndex } from '../discovery/duplicates/duplicate-index.js';
import { fingerprint, fingerprintVersion } from '../discovery/duplicates/fingerprint.js';
import type { Candidate } from '../discovery/related/candidate.js';
import { RelatedIndex } from '../discovery/related/related-index.js';
import { relatedList } from '../discovery/related/related-list.js';
import { listWeights } from '../discovery/related/related-weights.js';
import type { StoredRelatedRow } from '../discovery/related/stored-related.js';
import { type AnalysedStory, analyse } from '../discovery/text/analyse.js';
import { analysisVersion } from '../discovery/text/weights.js';
import type { KeptAnalysis, RelateReason, RelateStore } from './relate-store.js';

/** Stories analysed, or listed, in one transaction. */
const storiesAtOnce = 20;
/** More than `storiesAtOnce` waiting is a backlog, such as an import leaves; so much of it is worked off at a time. */
const backlogAtOnce = 50_000;
const loadedAtOnce = 1000;
/** More than one transaction reads. */
const recentAnalyses = 200;
/** Long enough for a whole backlog. What a process that died had claimed is freed when the next one starts. */
const claimMs = hourMs;
/** After a failure, such as a full disk. */
const retryMs = minuteMs;
/** Older stories whose lists are made again for each new one. */
const refreshedPerStory = 30;
const version = `${analysisVersion}.${fingerprintVersion}`;

export interface RelateParts {
  readonly store: RelateStore;
  readonly clock: Clock;
}

interface Claimed {
  readonly reason: RelateReason;
  readonly ids: readonly string[];
}

/** What reading some stories brought, beside what is in memory now. */
interface Reading {
  readonly analyses: readonly KeptAnalysis[];
  readonly clusterHeads: ReadonlyMap<string, string>;
}

/**
 * Makes Related lists. A story that was published, changed or withdrawn is analysed once; its own list and those of
 * its nearest older stories are made anew, so that a new story enters older lists at once. The index is in memory and
 * loaded from kept analyses at start; until it stands, stored lists serve.
 */
export class RelateDesk {
  readonly #parts: RelateParts;
  #index = new RelatedIndex();
  #duplicates = new DuplicateIndex();
  /** All others are read from the store: an analysis takes eight times the memory that the index takes for a story. */
  readonly #recent = new LRUCache<string, AnalysedStory>({ max: recentAnalyses });
  #isLoaded = false;
  #isStopped = false;
  #hasLeft = false;
  #restsUntil: Instant = 0;

  constructor(parts: RelateParts) {
    this.#parts = parts;
  }

  /** Works off what waits; returns how many stories it looked at. */
  async work(): Promise<number> {
    if (this.#hasLeft) this.#forgetAll();
    if (this.#parts.clock() < this.#restsUntil) return 0;
    if (!this.#isLoaded) await this.#load();
    if (!this.#isLoaded) return 0;
    try {
      return await this.#workOffAll();
    } catch (error) {
      // What was claimed is free again, and comes back in a while: a story that cannot be read would fail in a loop.
      this.#restsUntil = this.#parts.clock() + retryMs;
      if (!this.#hasLeft) await this.#parts.store.release();
      throw error;
    }
  }

  async #workOffAll(): Promise<number> {
    let total = 0;
    while (!this.#mustEnd) {
      const claimed = await this.#claimNext();
      if (claimed === undefined) break;
      if (claimed.reason === 'near') await this.#listAgain(claimed.ids);
      else if (claimed.ids.length <= storiesAtOnce) await this.#relate(claimed);
      else await this.#workOff(claimed);
      if (claimed.reason !== 'near') total += claimed.ids.length;
    }
    return total;
  }

  /** Ends `work` after what it has in hand; the rest waits for the next process. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * For a process that is not, or may for a while not have been, the one that makes the lists: ends `work` after what it
   * has in hand. The next one begins with an index that is loaded anew, since others changed what it is made of.
   */
  leave(): void {
    this.#hasLeft = true;
  }

  get #mustEnd(): boolean {
    return this.#isStopped || this.#hasLeft;
  }

  async #load(): Promise<void> {
    const { store } = this.#parts;
    await store.release();
    while ((await store.askForOutdated(version, backlogAtOnce, this.#parts.clock())) === backlogAtOnce)
      if (this.#mustEnd) return;
    let after = '';
    for (;;) {
      if (this.#mustEnd) return;
      const page = await store.analyses(version, after, loadedAtOnce);
      for (const kept of page) this.#keepInMemory(kept);
      if (page.length < loadedAtOnce) break;
      after = page.at(-1)!.analysed.id;
    }
    this.#isLoaded = true;
  }

  /** Lists near others come last: whatever is read before them may enter them, and each is then made once. */
  async #claimNext(): Promise<Claimed | undefined> {
    for (const reason of ['changed', 'outdated', 'near'] as const) {
      const ids = await this.#claim(reason, backlogAtOnce);
      if (ids.length > 0) return { reason, ids };
    }
    return undefined;
  }

  #claim(reason: RelateReason, limit: number): Promise<readonly string[]> {
    const now = this.#parts.clock();
    return this.#parts.store.claim(reason, limit, now, now + claimMs);
  }

  async #relate(claimed: Claimed): Promise<void> {
    const { ids } = claimed;
    const at = this.#parts.clock();
    // Before a changed story is read anew: what was near it before may lose it.
    const near = new Set<string>();
    for (const id of ids) await this.#addNearBefore(id, near);
    const reading = await this.#read(ids);
    const own = await this.#listsOf(ids, near);
    const others = await this.#listsOf([...near].filter((id) => !own.has(id)));
    await this.#parts.store.keep({
      done: claimed,
      ...reading,
      version,
      lists: new Map([...own, ...others]),
      at,
    });
  }

  /**
   * A backlog is first read as a whole and then listed: one list a story, where one after the other would make some
   * thirty lists again for each. Older stories near it wait, kept with what was read, for lists of their own.
   */
  async #workOff({ reason, ids }: Claimed): Promise<void> {
    const { clock, store } = this.#parts;
    const at = clock();
    const own = new Set(ids);
    const olderOf = (near: ReadonlySet<string>) => [...near].filter((id) => !own.has(id));
    for (const part of partsOf(ids)) {
      if (this.#mustEnd) return;
      const near = new Set<string>();
      for (const id of part) await this.#addNearBefore(id, near);
      const reading = await this.#read(part);
      await store.keep({ ...reading, near: olderOf(near), version, lists: new Map(), at });
      await this.#relateFresh();
    }
    for (const part of partsOf(ids)) {
      if (this.#mustEnd) return;
      const near = new Set<string>();
      const lists = await this.#listsOf(part, near);
      const done = { reason, ids: part };
      await store.keep({ done, near: olderOf(near), ...nothingRead, version, lists, at });
      await this.#relateFresh();
    }
  }

  /** Makes lists again of stories that have not changed. */
  async #listAgain(ids: readonly string[]): Promise<void> {
    const { clock, store } = this.#parts;
    const at = clock();
    for (const part of partsOf(ids)) {
      if (this.#mustEnd) return;
      const done = { reason: 'near', ids: part } as const;
      await store.keep({ done, ...nothingRead, version, lists: await this.#listsOf(part), at });
      await this.#relateFresh();
    }
  }

  /** What was published while a backlog is worked off goes first, unless it is a backlog itself: that waits its turn. */
  async #relateFresh(): Promise<void> {
    const { clock, store } = this.#parts;
    if ((await store.waiting(storiesAtOnce + 1, clock())) > storiesAtOnce) return;
    const ids = await this.#claim('changed', storiesAtOnce);
    if (ids.length > 0) await this.#relate({ reason: 'changed', ids });
  }

  /** Reads stories as readers may see them now, into memory; those that they may not see any more are forgotten. */
  async #read(ids: readonly string[]): Promise<Reading> {
    const analyses: KeptAnalysis[] = [];
    const clustered = new Set<string>();
    for (const id of ids) {
      const text = await this.#parts.store.publicText(id);
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
      if (text === undefined) {
        this.#forget(id);
        continue;
      }
      const kept = { analysed: analyse(text), fingerprint: fingerprint(text) };
      this.#keepInMemory(kept);
      analyses.push(kept);
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
    }
    const clusterHeads = new Map([...clustered].map((id) => [id, this.#duplicates.headOf(id)]));
    return { analyses, clusterHeads };
  }

  /** Lists of these stories; to `near` are added the stories whose own lists they may enter. */
  async #listsOf(
    ids: readonly string[],
    near?: Set<string>,
  ): Promise<ReadonlyMap<string, readonly StoredRelatedRow[]>> {
    const lists = new Map<string, readonly StoredRelatedRow[]>();
    for (const id of ids) {
      const story = this.#index.has(id) ? await this.#analysisOf(id) : undefined;
      if (story === undefined) continue;
      const followed = await this.#parts.store.followedFrom(id);
      const choices = await this.#parts.store.choices(id);
      const candidates = this.#index.score(story, { followed, limit: listWeights.considered });
      for (const { id: other, score } of candidates.slice(0, near ? refreshedPerStory : 0))
        if (score >= listWeights.floor) near?.add(other);
      lists.set(id, this.#listOf(story, candidates, choices));
    }
    return lists;
  }

  #listOf(
    story: AnalysedStory,
    candidates: readonly Candidate[],
    { pinned, excluded }: Awaited<ReturnType<RelateStore['choices']>>,
  ): readonly StoredRelatedRow[] {
    const list = relatedList(story, candidates, {
      similarity: (a, b) => this.#index.similarity(a, b),
      clusterOf: (id) => this.#duplicates.headOf(id),
      pinned,
      excluded: new Set(excluded),
    });
    return list.map(({ id, reason }) => ({ storyId: id, reason }));
  }

  async #addNearBefore(id: string, near: Set<string>): Promise<void> {
    const before = await this.#analysisOf(id);
    if (before === undefined) return;
    for (const other of this.#index.affectedBy(before, refreshedPerStory)) near.add(other);
  }

  /** As it was when the story was last read; it may have been withdrawn since. */
  async #analysisOf(id: string): Promise<AnalysedStory | undefined> {
    return this.#recent.get(id) ?? (await this.#parts.store.analysis(id, version));
  }

  #keepInMemory({ analysed, fingerprint: print }: KeptAnalysis): void {
    this.#recent.set(analysed.id, analysed);
    this.#index.add(analysed);
    this.#duplicates.add(analysed.id, print, analysed.publishedAt);
  }

  #forgetAll(): void {
    this.#recent.clear();
    this.#index = new RelatedIndex();
    this.#duplicates = new DuplicateIndex();
    this.#isLoaded = false;
    this.#hasLeft = false;
  }

  #forget(id: string): void {
    this.#recent.delete(id);
    this.#index.remove(id);
    this.#duplicates.remove(id);
  }
}

const nothingRead: Reading = { analyses: [], clusterHeads: new Map() };

function* partsOf(ids: readonly string[]): Iterable<readonly string[]> {
  for (let from = 0; from < ids.length; from += storiesAtOnce) yield ids.slice(from, from + storiesAtOnce);
}
