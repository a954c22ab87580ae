import { type Clock, minuteMs } from '../base/clock.js';
import { DuplicateIndex } from '../discovery/duplicates/duplicate-index.js';
import { fingerprint, fingerprintVersion } from '../discovery/duplicates/fingerprint.js';
import { RelatedIndex } from '../discovery/related/related-index.js';
import { relatedList } from '../discovery/related/related-list.js';
import type { StoredRelatedRow } from '../discovery/related/stored-related.js';
import { type AnalysedStory, analyse } from '../discovery/text/analyse.js';
import { analysisVersion } from '../discovery/text/weights.js';
import type { KeptAnalysis, RelateStore } from './relate-store.js';

/** Stories analysed and listed in one transaction. */
const storiesAtOnce = 20;
const loadedAtOnce = 1000;
/** A claim that was not kept by then is free again: its process died. */
const claimMs = 5 * minuteMs;
/** Older stories whose lists are made again for each new one. */
const refreshedPerStory = 30;
const version = `${analysisVersion}.${fingerprintVersion}`;

export interface RelateParts {
  readonly store: RelateStore;
  readonly clock: Clock;
}

/**
 * Makes Related lists. A story that was published, changed or withdrawn is analysed once; its own list and those of
 * its nearest older stories are made anew, so that a new story enters older lists at once. The index is in memory and
 * loaded from kept analyses at start; until it stands, stored lists serve.
 */
export class RelateDesk {
  readonly #parts: RelateParts;
  readonly #index = new RelatedIndex();
  readonly #duplicates = new DuplicateIndex();
  readonly #analysed = new Map<string, AnalysedStory>();
  #isLoaded = false;

  constructor(parts: RelateParts) {
    this.#parts = parts;
  }

  /** Works off what waits; returns how many stories it looked at. */
  async work(): Promise<number> {
    if (!this.#isLoaded) await this.#load();
    let total = 0;
    for (;;) {
      const { clock, store } = this.#parts;
      const now = clock();
      const ids = await store.claim(storiesAtOnce, now, now + claimMs);
      if (ids.length === 0) return total;
      await this.#relate(ids, now);
      total += ids.length;
    }
  }

  async #load(): Promise<void> {
    const { store } = this.#parts;
    let after = '';
    for (;;) {
      const page = await store.analyses(version, after, loadedAtOnce);
      for (const kept of page) this.#keepInMemory(kept);
      if (page.length < loadedAtOnce) break;
      after = page.at(-1)!.analysed.id;
    }
    this.#isLoaded = true;
    // Stories that an older analysis made, or none: they are worked off like changed ones, in the background.
    for (;;) {
      const ids = await store.unanalysed(version, storiesAtOnce);
      if (ids.length === 0) break;
      await this.#relate(ids, this.#parts.clock());
    }
  }

  async #relate(ids: readonly string[], now: number): Promise<void> {
    const { store } = this.#parts;
    const analyses: KeptAnalysis[] = [];
    const clustered = new Set<string>();
    const toList = new Set<string>();
    for (const id of ids) {
      const text = await store.publicText(id);
      const before = this.#analysed.get(id);
      if (before)
        for (const affected of this.#index.affectedBy(before, refreshedPerStory)) toList.add(affected);
      if (text === undefined) {
        for (const other of this.#duplicates.clusterOf(id)) clustered.add(other);
        this.#forget(id);
        continue;
      }
      const kept = { analysed: analyse(text), fingerprint: fingerprint(text) };
      this.#keepInMemory(kept);
      analyses.push(kept);
      for (const member of this.#duplicates.clusterOf(id)) clustered.add(member);
      toList.add(id);
      for (const affected of this.#index.affectedBy(kept.analysed, refreshedPerStory)) toList.add(affected);
    }
    const lists = new Map<string, readonly StoredRelatedRow[]>();
    for (const id of toList) {
      const story = this.#analysed.get(id);
      if (story) lists.set(id, await this.#listOf(story));
    }
    const clusterHeads = new Map([...clustered].map((id) => [id, this.#duplicates.headOf(id)]));
    await store.keep({ done: ids, analyses, version, clusterHeads, lists, at: now });
  }

  async #listOf(story: AnalysedStory): Promise<readonly StoredRelatedRow[]> {
    const followed = await this.#parts.store.followedFrom(story.id);
    const list = relatedList(story, this.#index.score(story, { followed }), {
      similarity: (a, b) => this.#index.similarity(a, b),
      clusterOf: (id) => this.#duplicates.headOf(id),
    });
    return list.map(({ id, reason }) => ({ storyId: id, reason }));
  }

  #keepInMemory({ analysed, fingerprint: print }: KeptAnalysis): void {
    this.#analysed.set(analysed.id, analysed);
    this.#index.add(analysed);
    this.#duplicates.add(analysed.id, print, analysed.publishedAt);
  }

  #forget(id: string): void {
    this.#analysed.delete(id);
    this.#index.remove(id);
    this.#duplicates.remove(id);
  }
}
