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

  /** Adds `gain · weight` to each story of the term, the newest first, at most `limit`; returns how many were read. */
  accumulate(term: number, gain: number, into: Float32Array, limit: number): number {
    let chunk = this.#newestChunk[term] ?? 0;
    let chunkIndex = (this.#chunks[term] ?? 0) - 1;
    let inChunk = this.#used[term] ?? 0;
    const gainPerStep = gain / weightSteps;
    let read = 0;
    while (chunkIndex >= 0 && read < limit) {
      const page = this.#items.pageOf(chunk);
      const first = this.#items.offsetOf(chunk) + 1;
      for (let at = first + inChunk - 1; at >= first; at -= 1) {
        const posting = page[at]!;
        into[posting >>> weightBits]! += gainPerStep * (posting & 63);
      }
      read += inChunk;
      chunk = page[first - 1]!;
      chunkIndex -= 1;
      inChunk = chunkIndex >= 0 ? chunkItems(chunkIndex) : 0;
    }
    return read;
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
