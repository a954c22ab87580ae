declare module 'snowball-stemmers' {
  export interface Stemmer {
    stem(word: string): string;
  }
  /** Throws on an algorithm that is not in `algorithms()`. */
  export function newStemmer(algorithm: string): Stemmer;
  export function algorithms(): string[];
}
