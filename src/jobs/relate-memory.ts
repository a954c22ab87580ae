import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { DuplicateIndex } from '../discovery/duplicates/duplicate-index.js';
import { fingerprint, fingerprintVersion } from '../discovery/duplicates/fingerprint.js';
import type { Candidate } from '../discovery/related/candidate.js';
import { RelatedIndex } from '../discovery/related/related-index.js';
import { relatedList } from '../discovery/related/related-list.js';
import { listWeights, scoringVersion, scoringWeights } from '../discovery/related/related-weights.js';
import type { StoredRelatedRow } from '../discovery/related/stored-related.js';
import { type AnalysedStory, analyse } from '../discovery/text/analyse.js';
import { analysisVersion } from '../discovery/text/weights.js';
import type { KeptAnalysis, RelateStore } from './relate-store.js';

export const relateVersion = `${analysisVersion}.${fingerprintVersion}`;
/** Of the lists that follow from the analyses: by the weights themselves, which nobody forgets to count up. */
export const listVersion = `${relateVersion}.${scoringVersion}.${createHash('sha256')
  .update(JSON.stringify([scoringWeights, listWeights]))
  .digest('hex')
  .slice(0, 12)}`;

/** More than one transaction reads. */
const recentAnalyses = 200;
const loadedAtOnce = 1000;
/** Older stories whose lists are made again for each new one. */
const refreshedPerStory = 30;

/** What reading some stories brought, beside what is in memory now. */
export interface Reading {
  readonly analyses: readonly KeptAnalysis[];
  readonly clusterHeads: ReadonlyMap<string, string>;
}

export type RelatedLists = ReadonlyMap<string, readonly StoredRelatedRow[]>;

/**
 * The texts of all public stories as an index, in memory, and the lists that follow from it. Loaded from kept analyses, then
 * told which stories to read anew; knows nothing of what waits.
 */
export class RelateMemory {
  readonly #store: RelateStore;
  #index = new RelatedIndex();
  #duplicates = new DuplicateIndex();
  /** All others are read from the store: an analysis takes eight times the memory that the index takes for a story. */
  readonly #recent = new LRUCache<string, AnalysedStory>({ max: recentAnalyses });

  constructor(store: RelateStore) {
    this.#store = store;
  }

  /** Takes in what was kept; false where `mustEnd` said so before the end. */
  async load(mustEnd: () => boolean): Promise<boolean> {
    let after = '';
    while (!mustEnd()) {
      const page = await this.#store.analyses(relateVersion, after, loadedAtOnce);
      for (const kept of page) this.#keep(kept);
      if (page.length < loadedAtOnce) return true;
      after = page.at(-1)!.analysed.id;
    }
    return false;
  }

  clear(): void {
    this.#recent.clear();
    this.#index = new RelatedIndex();
    this.#duplicates = new DuplicateIndex();
  }

  /** Reads stories as readers may see them now; those that they may not see any more are forgotten. */
  async read(ids: readonly string[]): Promise<Reading> {
    const analyses: KeptAnalysis[] = [];
    const clustered = new Set<string>();
    for (const id of ids) {
      const text = await this.#store.publicText(id);
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
      if (text === undefined) {
        this.#forget(id);
        continue;
      }
      const kept = { analysed: analyse(text), fingerprint: fingerprint(text) };
      this.#keep(kept);
      analyses.push(kept);
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
    }
    // Who was in a cluster with one that left it may be in another now, and with others.
    for (const id of [...clustered])
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
    const clusterHeads = new Map([...clustered].map((id) => [id, this.#duplicates.headOf(id)]));
    return { analyses, clusterHeads };
  }

  /** Lists of these stories; to `near` are added the stories whose own lists they may enter. */
  async listsOf(ids: readonly string[], near?: Set<string>): Promise<RelatedLists> {
    const lists = new Map<string, readonly StoredRelatedRow[]>();
    for (const id of ids) {
      const story = this.#index.has(id) ? await this.#analysisOf(id) : undefined;
      if (story === undefined) continue;
      const followed = await this.#store.followedFrom(id);
      const choices = await this.#store.choices(id);
      const candidates = this.#index.score(story, { followed, limit: listWeights.considered });
      for (const { id: other, score } of candidates.slice(0, near ? refreshedPerStory : 0))
        if (score >= listWeights.floor) near?.add(other);
      lists.set(id, this.#listOf(story, candidates, choices));
    }
    return lists;
  }

  /** The stories in whose lists these may stand as they were last read; before they are read anew, for what they may leave. */
  async nearBefore(ids: readonly string[]): Promise<Set<string>> {
    const near = new Set<string>();
    for (const id of ids) {
      const before = await this.#analysisOf(id);
      if (before === undefined) continue;
      for (const other of this.#index.affectedBy(before, refreshedPerStory)) near.add(other);
    }
    return near;
  }

  #listOf(
    story: AnalysedStory,
    candidates: readonly Candidate[],
    { pinned, excluded }: Awaited<ReturnType<RelateStore['choices']>>,
  ): readonly StoredRelatedRow[] {
    const list = relatedList(story, candidates, {
      similarity: (a, b) => this.#index.similarity(a, b),
      clusterOf: (id) => this.#duplicates.headOf(id),
      publishedAt: (id) => this.#index.publishedAt(id),
      pinned,
      excluded: new Set(excluded),
      length: listWeights.kept,
    });
    return list.map(({ id, reason }) => ({ storyId: id, reason }));
  }

  /** As it was when the story was last read; it may have been withdrawn since. */
  async #analysisOf(id: string): Promise<AnalysedStory | undefined> {
    return this.#recent.get(id) ?? (await this.#store.analysis(id, relateVersion));
  }

  #keep({ analysed, fingerprint: print }: KeptAnalysis): void {
    this.#recent.set(analysed.id, analysed);
    this.#index.add(analysed);
    this.#duplicates.add(analysed.id, print, analysed.publishedAt);
  }

  #forget(id: string): void {
    this.#recent.delete(id);
    this.#index.remove(id);
    this.#duplicates.remove(id);
  }
}
