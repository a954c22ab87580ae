import { type Clock, hourMs, type Instant, minuteMs } from '../base/clock.js';
import { listVersion, type Reading, RelateMemory, relateVersion as version } from './relate-memory.js';
import type { RelateReason, RelateStore } from './relate-store.js';

/** Stories analysed, or listed, in one transaction. */
const storiesAtOnce = 20;
/** More than `storiesAtOnce` waiting is a backlog, such as an import leaves; so much of it is worked off at a time. */
const backlogAtOnce = 50_000;
/** Long enough for a whole backlog. What a process that died had claimed is freed when the next one starts. */
const claimMs = hourMs;
/** After a failure, such as a full disk. */
const retryMs = minuteMs;

export interface RelateParts {
  readonly store: RelateStore;
  readonly clock: Clock;
}

interface Claimed {
  readonly reason: RelateReason;
  readonly ids: readonly string[];
}

/**
 * Makes Related lists. A story that was published, changed or withdrawn is analysed once; its own list and those of
 * its nearest older stories are made anew, so that a new story enters older lists at once. The index is in memory and
 * loaded from kept analyses at start; until it stands, stored lists serve.
 */
export class RelateDesk {
  readonly #parts: RelateParts;
  readonly #memory: RelateMemory;
  #isLoaded = false;
  #isStopped = false;
  #hasLeft = false;
  #restsUntil: Instant = 0;

  constructor(parts: RelateParts) {
    this.#parts = parts;
    this.#memory = new RelateMemory(parts.store);
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
    while ((await store.askForOldLists(listVersion, backlogAtOnce, this.#parts.clock())) === backlogAtOnce)
      if (this.#mustEnd) return;
    this.#isLoaded = await this.#memory.load(() => this.#mustEnd);
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
    const near = await this.#memory.nearBefore(ids);
    const reading = await this.#memory.read(ids);
    const own = await this.#memory.listsOf(ids, near);
    const others = await this.#memory.listsOf([...near].filter((id) => !own.has(id)));
    await this.#parts.store.keep({
      done: claimed,
      ...reading,
      version,
      listVersion,
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
      const near = await this.#memory.nearBefore(part);
      const reading = await this.#memory.read(part);
      await store.keep({ ...reading, near: olderOf(near), version, listVersion, lists: new Map(), at });
      await this.#relateFresh();
    }
    for (const part of partsOf(ids)) {
      if (this.#mustEnd) return;
      const near = new Set<string>();
      const lists = await this.#memory.listsOf(part, near);
      const done = { reason, ids: part };
      await store.keep({ done, near: olderOf(near), ...nothingRead, version, listVersion, lists, at });
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
      const lists = await this.#memory.listsOf(part);
      await store.keep({ done, ...nothingRead, version, listVersion, lists, at });
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

  #forgetAll(): void {
    this.#memory.clear();
    this.#isLoaded = false;
    this.#hasLeft = false;
  }
}

const nothingRead: Reading = { analyses: [], clusterHeads: new Map() };

function* partsOf(ids: readonly string[]): Iterable<readonly string[]> {
  for (let from = 0; from < ids.length; from += storiesAtOnce) yield ids.slice(from, from + storiesAtOnce);
}
