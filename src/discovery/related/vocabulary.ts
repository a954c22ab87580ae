import { mostTerms } from './forward-index.js';
import { grown } from './growing-array.js';

/**
 * The terms of the archive as numbers, and how rare each is. A word is compared with the stories of its own language
 * only ("de:hafen" is rare among all stories of an English site and may be common among its German ones).
 */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #languages = new Map<string, number>([['', 0]]);
  readonly #storiesByLanguage: number[] = [0];
  #storiesWithTerm: Int32Array = new Int32Array(0);
  #languageOfTerm: Uint8Array = new Uint8Array(0);

  find(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  /** The number of a term; a new one gets the next. Past 2^24 terms a new one is refused (undefined) and left out. */
  numberOf(term: string): number | undefined {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    if (number >= mostTerms) return undefined;
    this.#numbers.set(term, number);
    this.#storiesWithTerm = grown(this.#storiesWithTerm, number + 1);
    this.#languageOfTerm = grown(this.#languageOfTerm, number + 1);
    this.#languageOfTerm[number] = this.#languageNumber(languageOf(term));
    return number;
  }

  /** Counts a story of a language, and its terms, in (1) or out (−1). */
  count(language: string, terms: Iterable<readonly [term: number, weight: number]>, step: 1 | -1): void {
    this.#storiesByLanguage[0]! += step;
    this.#storiesByLanguage[this.#languageNumber(language)]! += step;
    for (const [term] of terms) this.#storiesWithTerm[term]! += step;
  }

  storiesWith(term: number): number {
    return this.#storiesWithTerm[term]!;
  }

  /**
   * ln(1 + (N − n + ½) / (n + ½)): Robertson and Spärck Jones (1976) in the form that never falls below 0. It stands
   * once in the product of two weights, not once in each: the square of it overrates the rarest words.
   */
  rarity(term: number): number {
    const stories = this.#storiesByLanguage[this.#languageOfTerm[term]!]!;
    return rarityOf(stories, this.#storiesWithTerm[term]!);
  }

  /** The rarity of a term that no story of the index has. */
  rarityOfUnknown(term: string): number {
    return rarityOf(this.#storiesByLanguage[this.#languages.get(languageOf(term)) ?? 0]!, 0);
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** An entry of a Map with a short string takes some 80 bytes in V8. */
  get bytes(): number {
    return this.#numbers.size * 80 + this.#storiesWithTerm.byteLength + this.#languageOfTerm.byteLength;
  }

  #languageNumber(language: string): number {
    const known = this.#languages.get(language);
    if (known !== undefined) return known;
    const number = this.#languages.size;
    this.#languages.set(language, number);
    this.#storiesByLanguage.push(0);
    return number;
  }
}

/** Numbers and days ("#7.2", "@12-14") belong to no language. */
const languageOf = (term: string): string => term.slice(0, Math.max(0, term.indexOf(':')));

export function rarityOf(stories: number, storiesWithTerm: number): number {
  return Math.log(1 + Math.max(0, stories - storiesWithTerm + 0.5) / (storiesWithTerm + 0.5));
}
