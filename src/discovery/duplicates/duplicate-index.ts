import { hourMs, type Instant } from '../../base/clock.js';
import { type Comparison, compare } from './compare.js';
import { duplicateWeights } from './duplicate-weights.js';
import type { Fingerprint } from './fingerprint.js';
import { KeyTable } from './key-table.js';

export interface NearDuplicate extends Comparison {
  readonly id: string;
}

interface Entry {
  readonly id: string;
  readonly fingerprint: Fingerprint;
  /** First publication; unknown counts as after every known one. */
  readonly publishedAt: Instant;
}

/** Slots of stories that were taken out stay in the table until they are this many and half of it. */
const tracesKept = 1000;

/**
 * Finds near-duplicates among all stories and keeps them in clusters. Adding, taking out and asking cost about the same
 * whatever the size: likely copies are looked up by keys, and only they are compared.
 */
export class DuplicateIndex {
  #table = new KeyTable();
  #entries: (Entry | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  /** The members of a cluster of two and more, shared by its members. */
  readonly #clusters = new Map<string, readonly string[]>();

  get size(): number {
    return this.#slots.size;
  }

  /** Estimated memory in bytes: sketch and keys as plain arrays, an entry's object and its place in the Map. */
  get bytes(): number {
    const numbers = this.#entries.reduce((sum, entry) => sum + (entry ? sizeOf(entry.fingerprint) : 0), 0);
    return this.#table.bytes + numbers * 4 + this.#entries.length * 300;
  }

  /** Adds a story, or its new version in the place of the old one, and puts it into the cluster of its copies. */
  add(id: string, fingerprint: Fingerprint, publishedAt?: Instant): void {
    this.remove(id);
    const copies = this.candidates(fingerprint, id, publishedAt);
    const slot = this.#entries.length;
    this.#entries.push({ id, fingerprint, publishedAt: publishedAt ?? Number.POSITIVE_INFINITY });
    this.#slots.set(id, slot);
    for (const key of fingerprint.keys) this.#table.add(key, slot);
    this.#cluster([id, ...copies.map((copy) => copy.id)]);
  }

  /** Takes a story out; the rest of its cluster is looked at anew, since it may have held two others together. */
  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    const others = this.clusterOf(id).filter((other) => other !== id);
    for (const member of this.clusterOf(id)) this.#clusters.delete(member);
    this.#slots.delete(id);
    this.#entries[slot] = undefined;
    for (const other of others) {
      const { fingerprint, publishedAt } = this.#entryOf(other);
      const copies = this.candidates(fingerprint, other, publishedAt);
      this.#cluster([other, ...copies.map((copy) => copy.id)]);
    }
    this.#clearTraces();
    return true;
  }

  /**
   * The stories of the index that are not distinct from a text, most alike first. With its instant, a changed version
   * counts only near it in time.
   */
  candidates(fingerprint: Fingerprint, exceptId?: string, publishedAt?: Instant): NearDuplicate[] {
    const seen = new Set<number>();
    for (const key of fingerprint.keys) {
      const slots = this.#table.slotsWith(key, duplicateWeights.storiesPerKey + 1);
      if (slots.length > duplicateWeights.storiesPerKey) continue;
      for (const slot of slots) seen.add(slot);
    }
    return [...seen]
      .flatMap((slot) => {
        const entry = this.#entries[slot];
        if (entry === undefined || entry.id === exceptId) return [];
        const comparison = compare(fingerprint, entry.fingerprint);
        const isLater = comparison.kind === 'rewrite' && !isNear(publishedAt, entry.publishedAt);
        return isLater ? [] : [{ id: entry.id, ...comparison }];
      })
      .filter(({ kind }) => kind !== 'distinct')
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  }

  /** The ids of a story's cluster, its own among them, the first published first. */
  clusterOf(id: string): readonly string[] {
    return this.#clusters.get(id) ?? [id];
  }

  /** The first published story of the cluster: the one that a cluster is named by. */
  headOf(id: string): string {
    return this.clusterOf(id)[0]!;
  }

  #entryOf(id: string): Entry {
    return this.#entries[this.#slots.get(id)!]!;
  }

  /** Joins the clusters of stories that are copies of the first of them. */
  #cluster(ids: readonly string[]): void {
    const members = [...new Set(ids.flatMap((id) => this.clusterOf(id)))];
    if (members.length < 2) return;
    members.sort((a, b) => {
      const [first, second] = [this.#entryOf(a), this.#entryOf(b)];
      if (first.publishedAt !== second.publishedAt) return first.publishedAt < second.publishedAt ? -1 : 1;
      return this.#slots.get(a)! - this.#slots.get(b)!;
    });
    for (const member of members) this.#clusters.set(member, members);
  }

  #clearTraces(): void {
    const traces = this.#entries.length - this.size;
    if (traces <= tracesKept || traces <= this.size / 2) return;
    const entries = this.#entries.filter((entry) => entry !== undefined);
    this.#table = new KeyTable();
    this.#entries = entries;
    entries.forEach((entry, slot) => {
      this.#slots.set(entry.id, slot);
      for (const key of entry.fingerprint.keys) this.#table.add(key, slot);
    });
  }
}

const sizeOf = ({ sketch, keys, names }: Fingerprint): number => sketch.length + keys.length + names.length;

/** Whether two instants are near enough for a rewrite; an unknown one may be. */
function isNear(a: Instant | undefined, b: Instant): boolean {
  if (a === undefined || !Number.isFinite(a) || !Number.isFinite(b)) return true;
  return Math.abs(a - b) <= duplicateWeights.rewriteWithinHours * hourMs;
}
