import type { SlateLog } from '../audience/ledger/slate-log.js';
import { dayMs, hourMs, type Instant, minuteMs } from '../base/clock.js';
import { slotMs, slotOf } from '../discovery/ranking/tally.js';
import { ViewCounts, type ViewCountsState } from '../discovery/ranking/view-counts.js';
import { SlateCounts, type SlateCountsState } from '../discovery/recommendation/slate-counts.js';
import type { EditionStore, MemoryToKeep } from './edition-store.js';

/** Without a memory, what readers did in lists is learned again from so far back; no longer is it kept by default. */
const learnedDays = 35;
/** A batch that began in a slot is through so long after its end, at the latest. */
const commitMs = minuteMs;
/** Read in one piece: what is held of it at a time. */
const pieceMs = hourMs;

export interface EditionMemoryParts {
  readonly store: Pick<EditionStore, 'memory'>;
  /** Undefined where the site does not learn from lists: what was learned before is forgotten too. */
  readonly slateLog: SlateLog | undefined;
}

/**
 * What the builder of Editions remembers of the past: sums, fed with what is new and kept with an Edition whenever a slot
 * has ended, so that the next process goes on where this one stood. What is missing between the kept sums and now is in the
 * tallies; without kept sums, or with those of another version, everything is learned from the tallies again.
 */
export class EditionMemory {
  readonly #parts: EditionMemoryParts;
  #views = new ViewCounts();
  #slates = new SlateCounts();
  #revision = -1;
  #keptThrough: Instant | undefined;

  constructor(parts: EditionMemoryParts) {
    this.#parts = parts;
  }

  get views(): ViewCounts {
    return this.#views;
  }

  get slates(): SlateCounts | undefined {
    return this.#parts.slateLog && this.#slates;
  }

  /** Takes over what was kept by somebody else since; true if there was any (at start, after another builder or an erasure). */
  async refresh(): Promise<boolean> {
    const kept = await this.#parts.store.memory(this.#revision);
    if (kept === undefined) return false;
    this.#revision = kept.revision;
    this.#views = new ViewCounts(undefined, stateIn<ViewCountsState>(kept.views));
    this.#slates = new SlateCounts(stateIn<SlateCountsState>(kept.slates));
    this.#keptThrough = this.#views.through;
    return true;
  }

  /** After a clock was set back, what was learned until a time still to come is learned again from the tallies. */
  leaveFuture(now: Instant): void {
    const runningEnds = slotOf(now) + slotMs;
    if ((this.#views.through ?? 0) > runningEnds) this.#views = new ViewCounts();
    if (this.#slates.through > runningEnds) this.#slates = new SlateCounts();
  }

  /** Takes in what readers did in the lists of the slots that are over. */
  async learnSlates(now: Instant): Promise<void> {
    const { slateLog } = this.#parts;
    if (slateLog === undefined) return;
    const through = slotOf(now - commitMs);
    let from = Math.max(this.#slates.through, slotOf(now - learnedDays * dayMs));
    while (from < through) {
      const until = Math.min(through, from + pieceMs);
      this.#slates.add(await slateLog.places(from, until), until);
      from = until;
    }
  }

  /** What to keep with the next Edition; nothing but its revision while no slot has ended since it was last kept. */
  toKeep(): MemoryToKeep {
    const views = this.#views.serialise();
    const revision = this.#revision;
    if (views === undefined || views.clock.through === this.#keptThrough) return { revision };
    return {
      revision,
      grown: {
        views: JSON.stringify(views),
        slates: this.slates ? JSON.stringify(this.slates.serialise()) : '',
      },
    };
  }

  /** To be told once `toKeep` has been kept. */
  wasKept(): void {
    this.#revision += 1;
    this.#keptThrough = this.#views.through;
  }
}

const stateVersion = 2;

/** The state in a kept text; undefined for one of another version, or none. */
function stateIn<State extends { readonly version: number }>(text: string): State | undefined {
  try {
    const state = JSON.parse(text) as State | null;
    return state?.version === stateVersion ? state : undefined;
  } catch {
    return undefined;
  }
}
