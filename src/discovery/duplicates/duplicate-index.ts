import { hourMs, type Instant } from '../../base/clock.js';
import { grown } from '../related/growing-array.js';
import { type Comparison, compare } from './compare.js';
import { duplicateWeights } from './duplicate-weights.js';
import type { Fingerprint, LookedUpPrint } from './fingerprint.js';
import { KeyTable } from './key-table.js';
import { PrintTable } from './print-table.js';

export interface NearDuplicate extends Comparison {
  readonly id: string;
}

/** Bytes of a story's id of 36 characters with its places in an array and a Map; of a cluster's member beside them. */
const bytesOfId = 110;
const bytesOfMember = 100;

/** Slots of stories that were taken out stay in the table until they are this many and half of it. */
const tracesKept = 1000;

/**
 * Finds near-duplicates among all stories and keeps them in clusters. Adding, taking out and asking cost about the same
 * whatever the size: likely copies are looked up by keys, and only they are compared.
 */
export class DuplicateIndex {
  #table = new KeyTable();
  #prints = new PrintTable();
  /** By slot; undefined for a story that was taken out. */
  #ids: (string | undefined)[] = [];
  /** First publication by slot; unknown counts as after every known one. */
  #publishedAt: Float64Array = new Float64Array(0);
  readonly #slots = new Map<string, number>();
  /** The members of a cluster of two and more, shared by its members. */
  readonly #clusters = new Map<string, readonly string[]>();

  get size(): number {
    return this.#slots.size;
  }

  /** Memory in bytes: the tables as they are; an id and a place in a Map as they were measured. */
  get bytes(): number {
    const tables = this.#table.bytes + this.#prints.bytes + this.#publishedAt.byteLength;
    return tables + this.#ids.length * bytesOfId + this.#clusters.size * bytesOfMember;
  }

  /** Adds a story, or its new version in the place of the old one, and puts it into the cluster of its copies. */
  add(id: string, fingerprint: Fingerprint, publishedAt?: Instant): void {
    this.remove(id);
    const copies = this.candidates(fingerprint, id, publishedAt);
    this.#place(id, fingerprint, publishedAt ?? Number.POSITIVE_INFINITY);
    this.#join(id, copies);
  }

  /** Takes a story out; the rest of its cluster is looked at anew, since it may have held two others together. */
  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    const others = this.clusterOf(id).filter((other) => other !== id);
    for (const member of this.clusterOf(id)) this.#clusters.delete(member);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    for (const other of others) {
      const own = this.#slots.get(other)!;
      this.#join(other, this.candidates(this.#prints.of(own), other, this.#publishedAt[own]));
    }
    this.#clearTraces();
    return true;
  }

  /**
   * The stories of the index that are not distinct from a text, most alike first. With its instant, a changed version
   * counts only near it in time; a repost counts always.
   */
  candidates(print: LookedUpPrint, exceptId?: string, publishedAt?: Instant): NearDuplicate[] {
    const seen = new Set<number>();
    for (let at = 0; at < print.keys.length; at += 1) {
      const key = print.keys[at]!;
      const slots = this.#table.slotsWith(key, duplicateWeights.storiesPerKey + 1);
      if (slots.length > duplicateWeights.storiesPerKey) continue;
      for (const slot of slots) seen.add(slot);
    }
    return [...seen]
      .flatMap((slot) => {
        const id = this.#ids[slot];
        if (id === undefined || id === exceptId) return [];
        const comparison = compare(print, this.#prints.of(slot));
        const isNextReport = !comparison.isRepost && !isNear(publishedAt, this.#publishedAt[slot]!);
        return isNextReport ? [] : [{ id, ...comparison }];
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

  #place(id: string, print: LookedUpPrint, publishedAt: Instant): void {
    const slot = this.#ids.length;
    this.#slots.set(id, slot);
    this.#ids.push(id);
    this.#prints.set(slot, print);
    this.#publishedAt = grown(this.#publishedAt, slot + 1);
    this.#publishedAt[slot] = publishedAt;
    for (let at = 0; at < print.keys.length; at += 1) this.#table.add(print.keys[at]!, slot);
  }

  /**
   * Puts a story into the clusters of its copies. Day after day a report may be a rewrite of the last: such a chain ends
   * where one comes too late to be a rewrite of its first, which would else name the reports of years.
   */
  #join(id: string, copies: readonly NearDuplicate[]): void {
    for (const { id: copy, isRepost } of copies) {
      const [own, other] = [this.clusterOf(id), this.clusterOf(copy)];
      if (own[0] !== other[0] && (isRepost || this.#isOneReport([...own, ...other]))) this.#merge(own, other);
    }
  }

  /** Whether all that comes late in a cluster is a repost of what came near its first. */
  #isOneReport(members: readonly string[]): boolean {
    const first = Math.min(...members.map((id) => this.#publication(id)));
    const near = members.filter((id) => isNear(first, this.#publication(id)));
    const printOf = (id: string) => this.#prints.of(this.#slots.get(id)!);
    return members.every(
      (id) => near.includes(id) || near.some((early) => compare(printOf(id), printOf(early)).isRepost),
    );
  }

  #merge(a: readonly string[], b: readonly string[]): void {
    const members = [...a, ...b].sort((one, other) => {
      const [first, second] = [this.#publication(one), this.#publication(other)];
      if (first !== second) return first < second ? -1 : 1;
      return this.#slots.get(one)! - this.#slots.get(other)!;
    });
    for (const member of members) this.#clusters.set(member, members);
  }

  #publication(id: string): Instant {
    return this.#publishedAt[this.#slots.get(id)!]!;
  }

  #clearTraces(): void {
    const traces = this.#ids.length - this.size;
    if (traces <= tracesKept || traces <= this.size / 2) return;
    const [ids, prints, publishedAt] = [this.#ids, this.#prints, this.#publishedAt];
    this.#table = new KeyTable();
    this.#prints = new PrintTable();
    this.#ids = [];
    this.#publishedAt = new Float64Array(0);
    ids.forEach((id, slot) => {
      if (id !== undefined) this.#place(id, prints.of(slot), publishedAt[slot]!);
    });
  }
}

/** Whether two instants are near enough for a rewrite; an unknown one may be. */
function isNear(a: Instant | undefined, b: Instant): boolean {
  if (a === undefined || !Number.isFinite(a) || !Number.isFinite(b)) return true;
  return Math.abs(a - b) <= duplicateWeights.rewriteWithinHours * hourMs;
}
