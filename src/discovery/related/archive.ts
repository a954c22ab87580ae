import type { Instant } from '../../base/clock.js';
import type { AnalysedStory } from '../text/analyse.js';
import { ForwardIndex } from './forward-index.js';
import { grown, SlotLists } from './growing-array.js';
import { LabelCounts, labelOf } from './label-counts.js';
import { Postings, postingOf } from './postings.js';
import type { RareTerms } from './term-space.js';
import type { Vocabulary } from './vocabulary.js';

/** What is kept of a story beside its terms and labels. */
interface Entry {
  readonly id: string;
  readonly language: string;
  readonly publishedAt: Instant | undefined;
}

type Terms = readonly (readonly [term: number, weight: number])[];

/**
 * The stories of a RelatedIndex in memory, by slot: a small whole number that rises with the order of adding. A story
 * that is taken out leaves its slot and its postings behind until a `compacted` archive takes this one's place.
 */
export class Archive {
  readonly vocabulary: Vocabulary;
  readonly forward = new ForwardIndex();
  readonly postings = new Postings();
  readonly labels = new SlotLists();
  readonly labelCounts = new LabelCounts();
  readonly #slots = new Map<string, number>();
  readonly #entries: (Entry | undefined)[] = [];
  #norms: Float32Array = new Float32Array(0);
  #sizeAtLastNorms = 0;

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** One more than the highest slot in use. */
  get slots(): number {
    return this.#entries.length;
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  /** Undefined for the slot of a story that was taken out. */
  entryOf(slot: number): Entry | undefined {
    return this.#entries[slot];
  }

  /** Adds a story that is not there yet and returns its slot. */
  add(story: AnalysedStory): number {
    const terms = story.terms.flatMap(([term, weight]) => {
      const number = this.vocabulary.numberOf(term);
      return number === undefined ? [] : [[number, weight] as const];
    });
    const { id, language, publishedAt } = story;
    this.vocabulary.count(language, terms, 1);
    return this.#place({ id, language, publishedAt }, terms, labelsOf(story));
  }

  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (slot === undefined) return false;
    this.vocabulary.count(this.#entries[slot]!.language, this.#termsOf(slot), -1);
    this.labelCounts.count(this.labels.of(slot), -1);
    this.#slots.delete(id);
    this.#entries[slot] = undefined;
    this.#norms[slot] = Number.POSITIVE_INFINITY;
    return true;
  }

  /** The same stories in the same order without the traces of those taken out; the vocabulary is shared. */
  compacted(): Archive {
    const archive = new Archive(this.vocabulary);
    for (const slot of this.#slots.values()) {
      archive.#place(this.#entries[slot]!, this.#termsOf(slot), [...this.labels.of(slot)]);
    }
    return archive;
  }

  rareTerms(slot: number): RareTerms {
    const count = this.forward.count(slot);
    const rare = { terms: new Int32Array(count), weights: new Float32Array(count) };
    let at = 0;
    this.forward.forEachTerm(slot, (term, weight) => {
      rare.terms[at] = term;
      rare.weights[at] = weight * Math.sqrt(this.vocabulary.rarity(term));
      at += 1;
    });
    return rare;
  }

  /** Length of a story's vector under today's rarities; the length of an empty one is 1. */
  exactNorm(slot: number): number {
    let sum = 0;
    this.forward.forEachTerm(slot, (term, weight) => {
      sum += weight * weight * this.vocabulary.rarity(term);
    });
    return Math.sqrt(sum) || 1;
  }

  /**
   * Lengths by slot as of the last doubling of the archive: near enough to choose who is scored exactly. Infinite for a
   * story that was taken out, so that it comes last without a question asked.
   */
  get recentNorms(): Float32Array {
    return this.#norms;
  }

  /** Memory in bytes; an entry with its id and its place in the Map takes some 300. */
  get bytes(): number {
    const lists = this.forward.bytes + this.postings.bytes + this.labels.bytes + this.labelCounts.bytes;
    return lists + this.vocabulary.bytes + this.#norms.byteLength + this.#entries.length * 300;
  }

  #termsOf(slot: number): [number, number][] {
    const terms: [number, number][] = [];
    this.forward.forEachTerm(slot, (term, weight) => {
      terms.push([term, weight]);
    });
    return terms;
  }

  #place(entry: Entry, terms: Terms, labels: readonly number[]): number {
    const slot = this.#entries.length;
    this.#slots.set(entry.id, slot);
    this.#entries.push(entry);
    this.forward.set(slot, terms);
    this.labels.set(slot, labels);
    this.labelCounts.count(labels, 1);
    for (const [term, weight] of terms) this.postings.append(term, postingOf(slot, weight));
    this.#norms = grown(this.#norms, slot + 1);
    this.#norms[slot] = this.exactNorm(slot);
    if (this.#slots.size >= 2 * this.#sizeAtLastNorms) this.#refreshNorms();
    return slot;
  }

  /** Rarities drift as the archive grows; looking at all stories at each doubling costs a constant for each story. */
  #refreshNorms(): void {
    for (const slot of this.#slots.values()) this.#norms[slot] = this.exactNorm(slot);
    this.#sizeAtLastNorms = this.#slots.size;
  }
}

function labelsOf(story: AnalysedStory): number[] {
  return [
    ...story.names.map(({ key }) => labelOf('name', key)),
    ...story.topics.map((topic) => labelOf('topic', topic)),
  ];
}
