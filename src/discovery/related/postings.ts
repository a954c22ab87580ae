import { grown, PagedInts } from './growing-array.js';

/** A story in a posting is its slot and a weight of 6 bits, so 2^25 slots fit in a positive Int32. */
const weightBits = 6;
const weightSteps = 12;

export const postingOf = (slot: number, weight: number): number =>
  (slot << weightBits) | Math.min(63, Math.max(1, Math.round(weight * weightSteps)));
export const slotOfPosting = (posting: number): number => posting >>> weightBits;
export const weightOfPosting = (posting: number): number => (posting & 63) / weightSteps;

/** Chunk sizes double from 4 to 512: a rare word costs 20 bytes, a common one wastes little. */
const chunkItems = (index: number): number => Math.min(4 << Math.min(index, 7), 512);

/** How many postings there are in the first `chunks` chunks of a list, all of them full. */
const itemsBefore = (chunks: number): number => {
  const doubling = Math.min(chunks, 7);
  return 4 * (2 ** doubling - 1) + 512 * (chunks - doubling);
};

/** Where a list is being read. */
export interface PostingCursor {
  chunk: number;
  chunkIndex: number;
  /** Postings of this chunk that are still to be read, and of the whole list. */
  inChunk: number;
  left: number;
}

/**
 * Posting lists by term: append to one, read one newest first. All lists share paged memory; a chunk begins with the
 * place of the chunk before it, so that reading backwards in time needs no index.
 */
export class Postings {
  readonly #items = new PagedInts();
  #newestChunk: Int32Array = new Int32Array(0);
  #chunks: Int32Array = new Int32Array(0);
  #used: Int32Array = new Int32Array(0);

  append(term: number, posting: number): void {
    this.#reach(term);
    const chunks = this.#chunks[term]!;
    if (chunks === 0 || this.#used[term] === chunkItems(chunks - 1)) this.#addChunk(term);
    const chunk = this.#newestChunk[term]!;
    const used = this.#used[term]!;
    this.#items.pageOf(chunk)[this.#items.offsetOf(chunk) + 1 + used] = posting;
    this.#used[term] = used + 1;
  }

  /** Reads a term's list from the newest posting on, at most `limit` of them. */
  cursor(term: number, limit: number): PostingCursor {
    const chunks = this.#chunks[term] ?? 0;
    const inChunk = this.#used[term] ?? 0;
    const left = Math.min(limit, chunks === 0 ? 0 : itemsBefore(chunks - 1) + inChunk);
    return { chunk: this.#newestChunk[term] ?? 0, chunkIndex: chunks - 1, inChunk, left };
  }

  /**
   * Adds `gain · weight` to each story from slot `first` on, at its place after `first`. The cursor then stands at the next
   * older one: who works through blocks of slots, the newest first, keeps what is added to in the processor's cache.
   */
  accumulate(cursor: PostingCursor, gain: number, first: number, into: Float32Array): void {
    const gainPerStep = gain / weightSteps;
    while (cursor.left > 0) {
      const page = this.#items.pageOf(cursor.chunk);
      const start = this.#items.offsetOf(cursor.chunk) + 1;
      const newest = start + cursor.inChunk - 1;
      const end = Math.max(start, newest - cursor.left + 1);
      let at = newest;
      for (; at >= end; at -= 1) {
        const posting = page[at]!;
        const place = (posting >>> weightBits) - first;
        if (place < 0) break;
        into[place]! += gainPerStep * (posting & 63);
      }
      cursor.left -= newest - at;
      cursor.inChunk -= newest - at;
      if (at >= end) return;
      if (cursor.left > 0) {
        cursor.chunk = page[start - 1]!;
        cursor.chunkIndex -= 1;
        cursor.inChunk = chunkItems(cursor.chunkIndex);
      }
    }
  }

  get bytes(): number {
    return this.#items.bytes + this.#newestChunk.byteLength + this.#chunks.byteLength + this.#used.byteLength;
  }

  #reach(term: number): void {
    this.#newestChunk = grown(this.#newestChunk, term + 1);
    this.#chunks = grown(this.#chunks, term + 1);
    this.#used = grown(this.#used, term + 1);
  }

  #addChunk(term: number): void {
    const index = this.#chunks[term]!;
    const chunk = this.#items.reserve(1 + chunkItems(index));
    this.#items.pageOf(chunk)[this.#items.offsetOf(chunk)] = this.#newestChunk[term]!;
    this.#newestChunk[term] = chunk;
    this.#chunks[term] = index + 1;
    this.#used[term] = 0;
  }
}
